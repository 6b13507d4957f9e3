import { Problem } from '../../config/problem.js';
import { canonicalIpv6 } from '../../dhcp6/address.js';
import { allServersAndRelays, type Listening, listening } from '../machine/sockets.js';
import type { Cycle } from './cycle.js';
import { refusal } from './refusal.js';
import { tail } from './tail.js';

/** What a started Kea has to show. */
export interface Expectation {
  /** `Kea 2.2.0 on root@192.0.2.7:22` */
  readonly subject: string;
  /** Machine, for the place of a problem. */
  readonly host: string;
  readonly interfaces: readonly string[];
  /** The configuration that was pushed. */
  readonly text: string;
  readonly nonce: string;
  /** Path of the configuration, for messages. */
  readonly path: string;
  /** Milliseconds. */
  readonly deadline: number;
  /** Who else has UDP port 547, where it was taken. */
  readonly holder: string | undefined;
}

/**
 * Throws a Problem unless this cycle ended with a Kea that runs this very configuration and listens on every link.
 *
 * The proof needs nothing on the server machine but /proc and the log: the process of this id has logged the text that it
 * loaded, with our nonce in it, and that it has started; and it holds itself the two sockets a link (its link-local address,
 * and ff02::1:2). Kea's own word is not enough: it logs DHCP6_STARTED without any socket.
 */
export function requireReady(cycle: Cycle, expected: Expectation): void {
  const infrastructure = { kind: 'infrastructure' } as const;
  const { subject, host } = expected;
  switch (cycle.outcome) {
    case 'refused':
      throw refused(`${cycle.said}\n${cycle.log}`, expected) ?? unknownRefusal(cycle, expected);
    case 'stuck':
      throw new Problem(host, `the ${subject} that ran could not be stopped. ${tail(cycle.said)}`, infrastructure);
    case 'died': {
      const why = refused(cycle.log, expected);
      if (why !== undefined) throw why;
      throw new Problem(host, `${subject} ended ${ending(cycle.exit)} at its start.${tail(cycle.said, cycle.log)}`, {
        ...infrastructure,
      });
    }
    case 'late': {
      const missing = deafness(cycle, expected).map((one) => one.what);
      const sockets = missing.length === 0 ? '' : ` Sockets are missing: ${missing.join('; ')}.`;
      const what = `${subject} was not ready after ${expected.deadline / 1000} s.${sockets}${tail(cycle.log)}`;
      throw new Problem(host, what, infrastructure);
    }
    case 'started': {
      requireConfiguration(cycle, expected);
      const deaf = deafness(cycle, expected);
      if (deaf.length === 0) return;
      const links = deaf.map((one) => one.what).join('; ');
      const mend = [...new Set(deaf.flatMap((one) => one.mend ?? []))].join(' ') || undefined;
      throw new Problem(host, `${subject} runs, but it is deaf: ${links}.`, { ...infrastructure, mend });
    }
  }
}

/** How a program ended, from an exit code in the shell's notation. */
export function ending(code: number | undefined): string {
  if (code === undefined) return 'in a way that is not known';
  if (code <= 128) return `with exit code ${code}`;
  const name = signals[code - 128];
  return `by signal ${code - 128}${name === undefined ? '' : ` (${name})`}`;
}

const signals: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL, illegal instruction',
  6: 'SIGABRT, it gave up by itself',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV, segmentation fault',
  15: 'SIGTERM',
};

function requireConfiguration(cycle: Cycle, expected: Expectation): void {
  const own = cycle.log.split('\n').filter((line) => line.includes(`/${cycle.pid}.`));
  const loaded = own.filter((line) => line.includes('DHCP6_CONFIG_START')).at(-1);
  if (own.some((line) => line.includes('DHCP6_STARTED')) && loaded?.includes(`"forge": "${expected.nonce}"`)) return;
  throw new Problem(expected.host, `${expected.subject} started, but not with the configuration in ${expected.path}.`, {
    kind: 'infrastructure',
    mend: 'Does its service read another file? Name it in server.files.config.',
  });
}

interface Deaf {
  readonly what: string;
  readonly mend?: string;
}

/** Links on which Kea does not listen, each with the reason as far as it shows. */
function deafness(cycle: Cycle, expected: Expectation): Deaf[] {
  const state = listening(cycle.network, cycle.files);
  const free = [...state.own];
  const take = (address: string) => {
    const at = free.indexOf(address);
    if (at >= 0) free.splice(at, 1);
    return at >= 0;
  };
  const deaf: Deaf[] = [];
  expected.interfaces.forEach((name, index) => {
    const addresses = state.linkLocal.get(name) ?? [];
    const unicast = addresses.some((one) => take(one.address));
    const multicast = unicast && take(allServersAndRelays);
    if (!unicast || !multicast) deaf.push(reason(name, index + 1, state, cycle.log, unicast, expected.holder));
  });
  for (const [, name, address = ''] of expected.text.matchAll(/"([^"\s/]+)\/([0-9a-f:]+)"/g)) {
    if (!expected.interfaces.includes(name ?? '') || take(canonicalIpv6(address) ?? address)) continue;
    deaf.push({ what: `no socket on ${address} of ${name}` });
  }
  return deaf;
}

function reason(name: string, link: number, state: Listening, log: string, unicast: boolean, holder?: string): Deaf {
  const where = `no socket on ${name} (link ${link})`;
  const addresses = state.linkLocal.get(name) ?? [];
  const said = log.split('\n').filter((line) => line.includes('OPEN_SOCKET') && line.includes(name));
  const text = said.join('\n');
  if (/interface \S+ is down/.test(text)) return { what: `${where}: the interface is down`, mend: up(name) };
  if (/is not running/.test(text)) return { what: `${where}: the interface has no carrier` };
  if (addresses.length === 0) {
    return { what: `${where}: the interface has no link-local address`, mend: up(name) };
  }
  if (addresses.every((one) => one.duplicate)) {
    return { what: `${where}: another machine on the link has its link-local address` };
  }
  if (addresses.every((one) => one.tentative)) {
    return { what: `${where}: its link-local address is still being checked for duplicates` };
  }
  if (/Address already in use/.test(text) || state.others.length > 0) {
    return { what: `${where}: UDP port 547 is taken by ${holder ?? 'another process'}` };
  }
  if (unicast) return { what: `${where}: the multicast group ff02::1:2 is not joined` };
  const why = /reason: (.*)$/m.exec(text)?.[1];
  return { what: why === undefined ? where : `${where}: ${why}` };
}

function up(name: string): string {
  return `On the server machine: ip link set ${name} up.`;
}

function refused(output: string, expected: Expectation): Problem | undefined {
  const why = refusal(output, expected.text);
  if (why === undefined) return undefined;
  const place = why.place === undefined ? '' : `\n  ${expected.path}, line ${why.place.line}: ${why.place.text}`;
  const what = `${expected.subject} refuses the configuration: ${why.message}${place}`;
  return new Problem(expected.host, what, { kind: 'infrastructure' });
}

function unknownRefusal(cycle: Cycle, expected: Expectation): Problem {
  const how = `the check of the configuration ended ${ending(cycle.exit)}`;
  return new Problem(expected.host, `${expected.subject}: ${how}.${tail(cycle.said)}`, { kind: 'infrastructure' });
}
