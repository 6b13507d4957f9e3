import { cpus, loadavg, release, totalmem } from 'node:os';

/** What the figures were measured on, a line each; asked before the first one is taken, as the load is then. */
export function machine(): { lines(server: string | undefined): string[] } {
  const load = (loadavg()[0] as number).toFixed(1);
  return { lines: (server) => lines(server, load) };
}

function lines(server: string | undefined, load: string): string[] {
  const processors = cpus();
  return [
    `Date: ${new Date().toISOString().slice(0, 10)}`,
    `Machine: ${processors.length} × ${processors[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release().split('-')[0]}; load when it began: ${load}`,
    `Node ${process.versions.node}${server === undefined ? '' : `; server: ${server}, in the lab`}`,
  ];
}
