// The configuration of forge. Copy it to config.ts, fill in what stands below, and delete what you do not need:
// only the keys without // in front are asked for. Everything is explained in docs/configuration.md.
import { defineConfig } from 'dhcpv6-forge';

export default defineConfig({
  // The server under test and the machine that it runs on.
  server: {
    // The product: kea.
    product: 'kea',
    // Management address or name of the server machine.
    host: '192.0.2.7',
    // Its SSH port.
    // port: 22,
    // The user that logs in there.
    user: 'tester',
    // How: with a private key …
    login: { key: '~/.ssh/id_ed25519' },
    // … with one that has a passphrase ('prompt' asks for it, { env: 'NAME' } takes it from the environment) …
    // login: { key: '~/.ssh/id_ed25519', passphrase: 'prompt' },
    // … with the running SSH agent (or the one at a socket: { agent: '/path' }) …
    // login: { agent: true },
    // … or with a password, asked for ('prompt') or taken from the environment. It never stands in this file.
    // login: { password: { env: 'FORGE_PASSWORD' } },
    // Run what needs root through `sudo -n`. Left out: yes, unless the user is root.
    // sudo: true,
    // The known_hosts file that the machine's key must be in. Left out: yours. `forge doctor --trust` adds the key.
    // knownHosts: '~/.ssh/known_hosts',
    // Where the product is installed, if not in the usual place.
    // prefix: '/opt/kea',
    // Single programs that are somewhere else.
    // programs: { 'kea-dhcp6': '/opt/kea/sbin/kea-dhcp6' },
    // The system service to stop and start; false: there is none. Left out: found out.
    // service: 'kea-dhcp6-server',
    // Files of the product that are not in its usual places.
    // files: { config: '/etc/kea/kea-dhcp6.conf', leases: '/var/lib/kea/kea-leases6.csv', log: '/var/log/kea/kea.log' },
    // Consent: forge may wipe the leases of a server that it did not start. They are put back at the end.
    // wipeLeases: true,
  },

  // The links between this machine and the server machine: link 1, link 2, and so on. A second client machine or link is
  // one more entry.
  links: [
    {
      // This machine's interface on the link.
      interface: 'ens4',
      // The server machine's interface on the link.
      serverInterface: 'ens4',
      // The server's link-local address there. Left out: found out.
      // serverLinkLocal: 'fe80::5054:ff:fe12:3456',
      // The server's global address there. Left out: found out.
      // serverAddress: '2001:db8:1::1',
    },
    { interface: 'ens5', serverInterface: 'ens5' },
  ],

  // What of the server is kept with each scenario. Left out: all of it.
  // save: { config: true, leases: true, log: true },

  // Packets shown in the terminal while running: 'none', 'sent', 'received' or 'both'.
  // display: 'none',

  // How long forge waits, in seconds: for an answer to a packet, for a late answer once silence has been proven, for the
  // SSH connection, for one command on the server machine, for the server to be ready after a start.
  // deadlines: { answer: 1, grace: 0.005, connect: 10, command: 20, ready: 10 },

  // The edition of the DHCPv6 specification that the server is judged by: '8415' (RFC 8415) or '9915' (RFC 9915).
  // edition: '8415',

  // Vendor and private options of your own, so that features can name them and packets show them.
  // options: [{ code: 65001, name: 'ACME_BOOT', fields: { server: 'ipv6', url: 'text' } }],
});
