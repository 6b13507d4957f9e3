#!/bin/sh
# A bare Debian (debootstrap's minbase and nothing else) with this Node, a fresh clone of this repository in it, and a command
# in that clone: proves that one command sets up all that a new machine lacks. As root, on a machine with debootstrap and git:
#
#   test/lab/fresh-machine.sh root npm start
#   test/lab/fresh-machine.sh user npm test       (an ordinary user who may use sudo)
#
# Commits count, not what lies about. The folder goes away at the end; KEEP=1 leaves it and says where it is.
# MIRROR and RELEASE choose the archive. What this machine needs to reach archive and registry comes along: resolver, hosts,
# certificates, apt's sources and Acquire settings, npm's global settings.
set -eu

who=${1:?root or user}
shift
[ "$who" = root ] || [ "$who" = user ] || { echo "fresh-machine: root or user, not \"$who\"" >&2; exit 2; }
[ $# -gt 0 ] || { echo 'fresh-machine: no command' >&2; exit 2; }
clone=$(cd "$(dirname "$0")/../.." && pwd)
release=${RELEASE:-bookworm}
node=$(readlink -f "$(command -v node)")
prefix=$(dirname "$(dirname "$node")")

root=$(mktemp -d "${TMPDIR:-/tmp}/forge-fresh-XXXXXX")
chmod 0755 "$root"
# Mounts are made in a mount namespace of their own, so that nothing but files can be left in the folder.
trap '[ -n "${KEEP:-}" ] && echo "fresh-machine: kept in $root" >&2 || rm -rf "$root"' EXIT
trap 'exit 130' INT TERM

debootstrap --variant=minbase "$release" "$root" "${MIRROR:-http://deb.debian.org/debian}" > "$root.log" 2>&1 ||
  { cat "$root.log" >&2; exit 3; }
rm "$root.log"

mkdir -p "$root/usr/local/include" "$root/usr/local/lib/node_modules" "$root/usr/local/etc" "$root/etc/ssl/certs"
cp "$node" "$root/usr/local/bin/node"
cp -R "$prefix/include/node" "$root/usr/local/include/"
cp -R "$prefix/lib/node_modules/npm" "$root/usr/local/lib/node_modules/"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$root/usr/local/bin/npx"

cp /etc/resolv.conf /etc/hosts "$root/etc/"
for file in $(npm config get globalconfig) /etc/ssl/certs/ca-certificates.crt; do
  [ -f "$file" ] || continue
  case $file in */npmrc) grep -v nodedir "$file" > "$root/usr/local/etc/npmrc" || true ;; *) cp "$file" "$root$file" ;; esac
done
[ "$(. /etc/os-release; echo "$VERSION_CODENAME")" = "$release" ] && {
  rm -f "$root/etc/apt/sources.list"
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list; do
    [ -f "$file" ] && cp "$file" "$root$file"
  done
}
for file in $(grep -l '^Acquire' /etc/apt/apt.conf.d/* /etc/apt/apt.conf 2> /dev/null || true); do cp "$file" "$root$file"; done

home=/root
if [ "$who" = user ]; then
  home=/home/ann
  chroot "$root" env DEBIAN_FRONTEND=noninteractive LC_ALL=C sh -euc '
    apt-get -qq update
    apt-get -qq install -y --no-install-recommends sudo > /dev/null 2>&1
    useradd --create-home ann
    echo "ann ALL=(ALL) NOPASSWD: ALL" > /etc/sudoers.d/ann'
fi
git clone -q "$clone" "$root$home/forge"
[ "$who" = root ] || chroot "$root" chown -R ann: "$home/forge"

# What a login gives, and no more of this machine's environment than what leads to the registry.
set -- env -i HOME="$home" PATH=/usr/local/bin:/usr/bin:/bin LC_ALL=C.UTF-8 TERM="${TERM:-dumb}" CI="${CI:-}" \
  NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-}" HTTPS_PROXY="${HTTPS_PROXY:-}" HTTP_PROXY="${HTTP_PROXY:-}" "$@"
[ "$who" = root ] || set -- setpriv --reuid ann --regid ann --init-groups "$@"

status=0
setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child sh -euc '
  root=$1 folder=$2
  shift 2
  mount -t proc proc "$root/proc"
  mount -t sysfs sysfs "$root/sys"
  mount --rbind /dev "$root/dev"
  exec chroot "$root" sh -euc '\''cd "$1"; shift; exec "$@"'\'' sh "$folder" "$@"
' sh "$root" "$home/forge" "$@" || status=$?

# root must have left nothing of its own with the user.
if [ "$who" = user ]; then
  mine=$(find "$root$home" -user 0 | head -5)
  [ -z "$mine" ] || { echo "fresh-machine: root owns in the user's home: $mine" >&2; status=1; }
fi
exit "$status"
