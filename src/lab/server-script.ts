/**
 * The first process of the machine. It builds a root of its own: this machine's /usr and /etc with the unpacked packages
 * over them, every other folder empty and in memory; what is written there is gone with the machine, and nothing of the host
 * but /usr and /etc and what a product shows can be read. Then it says so, waits for a line (accounts, keys and links have
 * been put in by then), starts the SSH daemon, and reaps what others leave behind.
 * Arguments: mount point, settings, layers, `+` and shown folders. Environment: FIRST and SECOND, the two parts.
 */
export const firstPart = `
set -eu
base=$1; settings=$2; shift 2
mount -n -t tmpfs -o mode=0755 forge "$base"
cd "$base"
mkdir -p .work/etc .work/etc.w .work/usr .work/usr.w .layers etc usr proc sys dev/pts dev/shm opt srv mnt media .old \\
  run/lock run/sshd home var/lib var/log var/cache var/spool
mkdir -m 0700 root
mkdir -m 1777 tmp var/tmp
ln -s /run var/run
ln -s /run/lock var/lock
for name in bin sbin lib lib32 lib64 libx32; do
  if [ -L "/$name" ]; then cp -P "/$name" .; fi
done
lower=
number=0
for layer do
  case $layer in +*) continue ;; esac
  number=$((number + 1))
  mkdir ".layers/$number"
  mount -n --bind "$layer/usr" ".layers/$number"
  lower="$lower$base/.layers/$number:"
done
mount -n -t overlay -o "lowerdir=$lower/usr,upperdir=$base/.work/usr,workdir=$base/.work/usr.w" overlay usr
mount -n -t overlay -o "lowerdir=/etc,upperdir=$base/.work/etc,workdir=$base/.work/etc.w" overlay etc
for item do
  # /usr and /etc are there already.
  case $item in
    +/usr/* | +/etc/*) ;;
    +*)
      mkdir -p "$base\${item#+}"
      mount -n --bind "\${item#+}" "$base\${item#+}"
      mount -n -o remount,bind,ro "$base\${item#+}"
      ;;
  esac
done
mount -n -t proc -o nosuid,nodev,noexec proc proc
mount -n -t sysfs -o nosuid,nodev,noexec,ro sysfs sys
for name in null zero full random urandom tty; do
  : > "dev/$name"
  mount -n --bind "/dev/$name" "dev/$name"
done
mount -n -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts dev/pts
mount -n -t tmpfs -o mode=1777,nosuid,nodev shm dev/shm
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr
if pivot_root . .old 2> /dev/null; then
  umount -n -l /.old
  rmdir /.old
  cd /
  eval "$SECOND"
else
  # The kernel refuses it to who is in a chroot already.
  exec chroot . sh -c 'eval "$SECOND"' "$0" "$base" "$settings"
fi
`;

/** How it goes on in its new root: its kernel settings, then the machine as it runs. Arguments as before. */
export const secondPart = `
set -eu
settings=\${settings-$2}
for setting in $settings; do
  for scope in all default; do
    file=/proc/sys/net/ipv6/conf/$scope/\${setting%=*}
    if [ -e "$file" ]; then echo "\${setting#*=}" > "$file"; fi
  done
done
echo dhcp-server > /proc/sys/kernel/hostname
echo built
read -r _ || exit 1
exec < /dev/null > /var/log/machine.log 2>&1
unset FIRST SECOND
/usr/sbin/sshd -D -E /var/log/sshd.log &
sleep infinity &
wait "$!"
`;
