import { Problem } from '../config/problem.js';
import { parseIpv6 } from '../dhcp6/address.js';
import { isLinkLocal, withoutScope } from './address.js';
import { interfaceFacts, ip } from './interfaces.js';
import { clientPort, serverPort } from './packet.js';
import { type HeldPort, holdPort } from './ports.js';

/**
 * Further addresses of this machine on one interface: those of emulated clients and relays. Without them nobody would
 * answer the server's neighbour solicitations, and its answers would never leave. Each goes with the ports 546 and 547
 * held, like the interface's own.
 */
export interface Addresses {
  /**
   * Makes an address usable as a source at once (without duplicate address detection). One that is there already stays
   * as it is. Default prefix length: 64 for link-local addresses, 128 for others.
   * Do it before the first packet: a server that has asked for the address in vain does not ask again for a second and more.
   */
  add(address: string, prefixLength?: number): Promise<void>;
  /** Takes away one that `add` added; others are left alone. */
  remove(address: string): Promise<void>;
  /** Takes away all that `add` added. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Seconds that an added address lives unless it is renewed: what a killed run leaves behind goes away by itself.
 * Preferred lifetime is 0, so that the machine's own programs never choose it as their source.
 */
const lifetime = 600;
const renewal = 200;

interface Added {
  readonly prefixLength: number;
  /** It was there before, and stays. */
  readonly foreign: boolean;
  readonly ports: readonly HeldPort[];
}

/** The owner of further addresses on an interface. Throws a Problem where the interface does not exist. */
export async function openAddresses(interfaceName: string): Promise<Addresses> {
  await interfaceFacts(interfaceName);
  const added = new Map<string, Added>();
  let queue: Promise<unknown> = Promise.resolve();
  /** One change after the other: adding and removing the same address must not cross. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work);
    queue = done.catch(() => {});
    return done;
  };
  const renew = setInterval(() => {
    for (const [address, { prefixLength, foreign }] of added) {
      // An interface that has gone away meanwhile shows itself where packets are sent.
      if (!foreign) void inTurn(() => set(interfaceName, address, prefixLength)).catch(() => {});
    }
  }, renewal * 1000);
  renew.unref();

  const add = async (text: string, wantedLength?: number): Promise<void> => {
    const address = checked(text);
    if (added.has(address)) return;
    const prefixLength = wantedLength ?? (isLinkLocal(parseIpv6(address) as Uint8Array) ? 64 : 128);
    const there = (await interfaceFacts(interfaceName)).addresses.find((one) => one.address === address);
    // One with an end and no preference is what a killed run left: it becomes ours.
    const foreign = there !== undefined && !(there.valid <= lifetime && there.deprecated);
    if (!foreign) {
      await set(interfaceName, address, prefixLength).catch((error: unknown) => {
        throw addProblem(interfaceName, address, error);
      });
    }
    const ports: HeldPort[] = [];
    try {
      for (const port of [clientPort, serverPort]) ports.push(await holdPort(address, interfaceName, port));
    } catch (error) {
      await Promise.all(ports.map((port) => port.release()));
      if (there === undefined) await unset(interfaceName, address, prefixLength);
      throw error;
    }
    added.set(address, { prefixLength, foreign, ports });
  };

  const remove = async (text: string): Promise<void> => {
    const address = checked(text);
    const one = added.get(address);
    if (one === undefined) return;
    added.delete(address);
    await Promise.all(one.ports.map((port) => port.release()));
    if (!one.foreign) await unset(interfaceName, address, one.prefixLength);
  };

  return {
    add: (address, prefixLength) => inTurn(() => add(address, prefixLength)),
    remove: (address) => inTurn(() => remove(address)),
    close: () =>
      inTurn(async () => {
        clearInterval(renew);
        for (const address of [...added.keys()]) await remove(address);
      }),
  };
}

function checked(text: string): string {
  const address = withoutScope(text);
  if (address === undefined) throw new RangeError(`"${text}" is no IPv6 address`);
  return address;
}

async function set(interfaceName: string, address: string, prefixLength: number): Promise<void> {
  const lifetimes = ['valid_lft', String(lifetime), 'preferred_lft', '0'];
  // No route for the prefix: it would change where this machine's other packets go, and end with this address.
  const flags = ['nodad', 'noprefixroute'];
  await ip(['-6', 'address', 'replace', `${address}/${prefixLength}`, 'dev', interfaceName, ...flags, ...lifetimes]);
}

/** Gone already (with its interface, or by hand) is as good as taken away. */
async function unset(interfaceName: string, address: string, prefixLength: number): Promise<void> {
  await ip(['-6', 'address', 'del', `${address}/${prefixLength}`, 'dev', interfaceName]).catch((error: unknown) => {
    if (error instanceof Problem || !/Cannot assign|Cannot find device|not found/i.test(String(error))) throw error;
  });
}

function addProblem(interfaceName: string, address: string, error: unknown): unknown {
  if (error instanceof Problem) return error;
  const what = error instanceof Error ? error.message.replace(/^RTNETLINK answers: /, '') : String(error);
  return new Problem(`interface ${interfaceName}`, `the address ${address} could not be added: ${what}.`, {
    mend: /not permitted/i.test(what)
      ? 'Run forge as root: sudo npx forge …'
      : `Try: ip -6 address add ${address} dev ${interfaceName} nodad`,
    kind: 'infrastructure',
    cause: error,
  });
}
