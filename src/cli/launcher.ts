import { fileURLToPath } from 'node:url';

/** The folder of the package: the clone, or where npm put it. */
export const packageRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** What this user types before forge's own words: `sudo npx forge`, or `forge` for root with a global installation. */
export function launcher(
  env: Readonly<Record<string, string | undefined>> = process.env,
  uid = process.getuid?.() ?? 0,
  directory = process.cwd(),
): string {
  const sudo = uid !== 0 || env.SUDO_UID !== undefined ? 'sudo ' : '';
  const inClone = `${directory}/`.startsWith(packageRoot) || env.npm_execpath !== undefined;
  return `${sudo}${inClone ? 'npx forge' : 'forge'}`;
}
