import type { Scenario } from './scenario.js';

/** The server stopped, or no longer answers, while a scenario ran: a failure of the server, not of the lab. */
export class ServerDied extends Error {
  override readonly name = 'ServerDied';
}

/** Lines of the server's log that are shown where it died. */
const logTail = 20;

/** Throws `ServerDied` where the server is no more, and says so among the findings. */
export async function assertAlive({ server, judge, step }: Scenario): Promise<void> {
  const health = await server.health();
  if (health.alive) return;
  const received = `the server died: ${health.cause}`;
  if (judge.findings.some((known) => known.received === received)) throw new ServerDied(received);
  judge.findings.push({
    weight: 'violation',
    expected: 'a server that goes on serving, whatever it is sent',
    received,
    log: health.log.trimEnd().split('\n').slice(-logTail),
    step,
  });
  throw new ServerDied(`The server died after this scenario's packets: ${health.cause}`);
}
