import { cpus, loadavg, release, totalmem } from 'node:os';

/** What the figures were measured on, a line each. */
export function machine(server: string | undefined): string[] {
  const processors = cpus();
  const load = (loadavg()[0] as number).toFixed(1);
  return [
    `Date: ${new Date().toISOString().slice(0, 10)}`,
    `Machine: ${processors.length} × ${processors[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release().split('-')[0]}; load when it began: ${load}`,
    `Node ${process.versions.node}${server === undefined ? '' : `; server: ${server}, in the lab`}`,
  ];
}
