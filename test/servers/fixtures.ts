import { emptyModel, type ServerModel } from '../../src/servers/model.js';

/** Milliseconds. */
export const deadlines = { answer: 1000, grace: 5, connect: 10_000, command: 20_000, ready: 5000 };

/** Two links, each with addresses and prefixes: the background of the RFC 7550 scenarios. */
export function twoLinks(): ServerModel {
  return {
    ...emptyModel(),
    lifetimes: { preferred: 300, valid: 400, t1: 100, t2: 200 },
    subnets: [1, 2].map((link) => ({
      id: link,
      prefix: `2001:db8:${link}::/64`,
      link,
      pools: [{ from: `2001:db8:${link}::100`, to: `2001:db8:${link}::200` }],
      prefixPools: [{ prefix: `300${link}::`, length: 64, delegatedLength: 96 }],
      lifetimes: {},
      options: [],
      reservations: [],
    })),
  };
}
