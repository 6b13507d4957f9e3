/**
 * Sets up a Kea as its owner would: own configuration, user, arguments, environment and folder, and leases, also in the files
 * that Kea's clean-up leaves behind. It runs when the script ends.
 */
export const somebodysKea = `
cat >/etc/kea/kea-dhcp6.conf <<END
{ "Dhcp6": {
  "interfaces-config": { "interfaces": [ "srv1" ] },
  "lease-database": { "type": "memfile", "name": "/var/lib/kea/kea-leases6.csv", "lfc-interval": 0 },
  "option-data": [ { "name": "dns-servers", "data": "2001:db8::53" } ],
  "subnet6": [ { "id": 9, "subnet": "2001:db8:1::/64", "interface": "srv1" } ] } }
END
chown root:_kea /etc/kea/kea-dhcp6.conf; chmod 640 /etc/kea/kea-dhcp6.conf; touch -d 2020-02-02 /etc/kea/kea-dhcp6.conf
header=address,duid,valid_lifetime,expire,subnet_id,pref_lifetime,lease_type,iaid,prefix_len,fqdn_fwd,fqdn_rev,hostname,hwaddr,state,user_context,hwtype,hwaddr_source
for file in kea-leases6.csv kea-leases6.csv.2 kea-leases6.csv.completed; do
  printf '%s\\n2001:db8:1::7,00:03:00:01:02:00:00:00:00:65,400,4095443915,9,300,0,1,128,0,0,,,0,,,\\n' $header >/var/lib/kea/$file
done
chown _kea:_kea /var/lib/kea/*; chmod 600 /var/lib/kea/kea-leases6.csv
mkdir -p /srv/kea; cd /srv/kea
setsid env -i FLAVOUR='of the day' PATH=/usr/sbin:/usr/bin setpriv --reuid=_kea --regid=_kea --clear-groups \\
  --inh-caps=+net_bind_service --ambient-caps=+net_bind_service \\
  kea-dhcp6 -c /etc/kea/kea-dhcp6.conf </dev/null >>/var/log/kea/out 2>&1 &
p=$! i=0
until [ "$(grep -c :0223 /proc/net/udp6)" -ge 2 ] && [ -s /var/lib/kea/kea-dhcp6-serverid ]; do
  [ -d /proc/$p ] && [ $((i += 1)) -lt 2000 ] || { cat /var/log/kea/out >&2; exit 1; }
  sleep 0.005
done
`;

/**
 * All that forge must leave as it was: files and folders with mode, owner, size, time and content, and the running Kea with
 * arguments, environment, folder, output, user and rights, and what it listens on.
 */
export const look = `
cd /
# What sudo, sshd and Kea write down for themselves is theirs.
all() { find etc/kea var/lib var/log run srv opt tmp var/tmp root home -path run/sudo -prune -o ! -name out ! -name sshd.log "$@"; }
all -type f -exec stat -c '%n %A %U %G %s %y' {} + | sort
all -type d -exec stat -c '%n %A %U %G' {} + | sort
all ! -type f ! -type d -exec stat -c '%n %A %U %G' {} + | sort
all -type f ! -name '*.pid' -exec md5sum {} + | sort -k 2
for p in $(pgrep -x kea-dhcp6); do
  tr '\\0' ' ' <"/proc/$p/cmdline"; tr '\\0' ' ' <"/proc/$p/environ"; readlink "/proc/$p/cwd" "/proc/$p/fd/1"
  grep -e ^Uid -e ^Gid -e ^Groups -e ^Cap "/proc/$p/status"
done
grep -c :0223 /proc/net/udp6 || :
`;

/** The same without what changes at every start of Kea: the number in its pid file, and the time of its DUID's file. */
export function stable(state: string): string {
  return state.replaceAll(/((?:kea-dhcp6\.pid|serverid) \S+ \S+ \S+) .*/g, '$1');
}
