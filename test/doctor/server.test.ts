/** What is wrong with the product on the server machine: each in one line, with its mend. */
import { inNamespace } from '../net/namespace.js';
import { type Broken, defineBroken } from './setting.js';

/** A service manager that shows these states; what else it is asked for it refuses. */
const systemctl = (unit: string, states: string): Pick<Broken, 'there' | 'mended'> => ({
  there: `mkdir -p /run/systemd/system /aside; [ ! -e /usr/bin/systemctl ] || mv /usr/bin/systemctl /aside
cat >/usr/bin/systemctl <<'END'
#!/bin/sh
[ "$1" = show ] || exit 1
for unit; do :; done
case $unit in
  ${unit}*) printf '%s\\n' ${states} ;;
  *) printf '%s\\n' LoadState=not-found ActiveState=inactive SubState=dead Result=success ;;
esac
END
chmod 755 /usr/bin/systemctl`,
  mended:
    'rm -r /run/systemd/system /usr/bin/systemctl; [ ! -e /aside/systemctl ] || mv /aside/systemctl /usr/bin; rmdir /aside',
});

const profile = `
#include <tunables/global>
profile kea-dhcp6 /usr/sbin/kea-dhcp6 {
  #include <abstractions/base>
  /etc/kea/ r,
  /etc/kea/** r,
  owner /run/kea/kea-dhcp6.kea-dhcp6.pid rw,
  owner /var/lib/kea/kea-leases6.csv* rw,
  owner /var/lib/kea/kea-dhcp6-serverid rw,
  owner /var/log/kea/kea-dhcp6.log* rw,
}
`;

/** A kernel with AppArmor, which this one may be without. */
const confined = (mode: string, text = profile): Pick<Broken, 'host'> => ({
  host: (real) => ({
    run: async (argv, options) => {
      if (!argv.some((word) => word.includes('apparmor'))) return real.run(argv, options);
      return { code: 0, stdout: `/usr/bin/man (enforce)\nkea-dhcp6 (${mode})\n== text\n${text}`, stderr: '' };
    },
  }),
});

const cases: readonly Broken[] = [
  {
    name: 'no server program',
    id: 'server.program',
    says: /Kea is not on this machine: no \/usr\/sbin\/kea-dhcp6, .*apt-get install kea-dhcp6-server/,
    there: 'mv /usr/sbin/kea-dhcp6 /usr/sbin/aside',
    mended: 'mv /usr/sbin/aside /usr/sbin/kea-dhcp6',
  },
  {
    name: 'a server program that may not be executed',
    works: 'there',
    id: 'server.program',
    says: /\/usr\/sbin\/kea-dhcp6 is there, but may not be executed\. On the server machine: chmod 755/,
    there: 'chmod 644 /usr/sbin/kea-dhcp6',
    mended: 'chmod 755 /usr/sbin/kea-dhcp6',
  },
  {
    name: 'a server program for another processor',
    id: 'server.program',
    says: /\/opt\/kea-dhcp6 is built for another kind of processor than this machine has/,
    server: () => ({ programs: { 'kea-dhcp6': '/opt/kea-dhcp6' } }),
    // The header of an executable for SPARC.
    there: `head -c 20 /bin/true >/opt/kea-dhcp6; printf '\\053\\000' | dd of=/opt/kea-dhcp6 bs=1 seek=18 conv=notrunc 2>/dev/null
tail -c +21 /bin/true >>/opt/kea-dhcp6; chmod 755 /opt/kea-dhcp6`,
    mended: 'rm /opt/kea-dhcp6',
  },
  {
    name: 'a server program that lacks a library',
    id: 'server.program',
    says: /kea-dhcp6 -v does not tell a version of Kea, but ".*error while loading shared libraries: \S+/,
    there: `for f in $(ls /usr/lib/*/libkea-dhcp++.so.*); do mv "$f" "$f.aside"; done`,
    mended: `for f in $(ls /usr/lib/*/libkea-dhcp++.so.*.aside); do mv "$f" "\${f%.aside}"; done`,
  },
  {
    name: 'another program under that name',
    id: 'server.program',
    says: /\/bin\/true -v does not tell a version of Kea.*Name it in server\.programs/,
    server: () => ({ programs: { 'kea-dhcp6': '/bin/true' } }),
  },
  {
    name: 'leases that may not be wiped',
    id: 'server.consent',
    says: /^server\.wipeLeases: .* holds 3 lease records that forge did not make.*Set server\.wipeLeases: true/,
    server: () => ({ wipeLeases: false }),
  },
  {
    name: 'a service that has failed',
    id: 'server.service',
    state: 'doubtful',
    says: /kea-dhcp6-server\.service has failed \(exit-code\)\. On the server machine: systemctl status kea-dhcp6-server\.service/,
    ...systemctl('kea-dhcp6-server', 'LoadState=loaded ActiveState=failed SubState=failed Result=exit-code'),
  },
  {
    name: 'a service that dies and is started again and again',
    id: 'server.service',
    says: /kea-dhcp6-server\.service dies and is started again and again \(signal\)/,
    ...systemctl(
      'kea-dhcp6-server',
      'LoadState=loaded ActiveState=activating SubState=auto-restart Result=signal MainPID=0',
    ),
  },
  {
    name: 'a service that is not there',
    id: 'server.program',
    says: /^server\.service: there is no system service "kea-of-mine" on/,
    server: () => ({ service: 'kea-of-mine' }),
    ...systemctl('kea-dhcp6-server', 'LoadState=not-found ActiveState=inactive'),
  },
  {
    name: 'another DHCPv6 server on the port',
    id: 'server.port',
    says: /it is held by process \d+: perl .*dnsmasq-of-mine.* Stop it for the time of the run/,
    there: `cat >/opt/dnsmasq-of-mine <<'END'
use Socket qw(:all);
socket(my $s, AF_INET6, SOCK_DGRAM, 0) or die; setsockopt($s, IPPROTO_IPV6, IPV6_V6ONLY, 1);
bind($s, pack_sockaddr_in6(547, inet_pton(AF_INET6, '2001:db8:2::1'))) or die "$!";
open(my $f, '>', '/run/bound'); close $f; sleep 60;
END
perl /opt/dnsmasq-of-mine </dev/null >/dev/null 2>&1 & echo $! >/run/holder
until [ -e /run/bound ]; do sleep 0.01; done`,
    mended: 'kill $(cat /run/holder); rm /run/bound /run/holder /opt/dnsmasq-of-mine',
  },
  {
    name: 'a configuration folder on a read-only file system',
    id: 'server.files',
    says: /nothing can be written in \/etc\/kea: Read-only file system\. On the server machine: mount -o remount,rw/,
    there: 'mount --bind /etc/kea /etc/kea; mount -o remount,bind,ro /etc/kea',
    mended: 'umount /etc/kea',
  },
  {
    name: 'a full disk under the leases',
    id: 'server.files',
    says: /nothing can be written in \/srv\/full: No space left on device\. Make room on the server machine: df \/srv\/full/,
    server: () => ({ files: { leases: '/srv/full/kea-leases6.csv' } }),
    there:
      'mkdir /srv/full; mount -t tmpfs -o size=64k full /srv/full; dd if=/dev/zero of=/srv/full/log bs=64k 2>/dev/null || :',
    mended: 'umount /srv/full; rmdir /srv/full',
  },
  {
    name: 'a nearly full disk under the leases',
    id: 'server.files',
    state: 'doubtful',
    says: /only \d+ kB are free in \/srv\/small/,
    server: () => ({ files: { leases: '/srv/small/kea-leases6.csv' } }),
    there: 'mkdir /srv/small; mount -t tmpfs -o size=2m small /srv/small',
    mended: 'umount /srv/small; rmdir /srv/small',
  },
  {
    name: 'no folder for the leases',
    id: 'server.files',
    state: 'doubtful',
    says: /there is no \/srv\/leases; a run makes it, and removes it at its end/,
    server: () => ({ files: { leases: '/srv/leases/kea-leases6.csv' } }),
  },
  {
    name: 'an AppArmor profile that knows other paths',
    id: 'server.confinement',
    says: /the profile kea-dhcp6 does not let \/usr\/sbin\/kea-dhcp6 write \/srv\/kea\/leases\.csv\. Keep to the product's usual paths/,
    server: () => ({ files: { leases: '/srv/kea/leases.csv' } }),
    ...confined('enforce'),
  },
  {
    name: 'an AppArmor profile that is not all there',
    id: 'server.confinement',
    state: 'doubtful',
    says: /the profile kea-dhcp6 may not let \/usr\/sbin\/kea-dhcp6 write \/srv\/kea\/leases\.csv/,
    server: () => ({ files: { leases: '/srv/kea/leases.csv' } }),
    ...confined('enforce', `${profile}== missing local/usr.sbin.kea-dhcp6\n`),
  },
];

inNamespace(import.meta.url, () => defineBroken(cases));
