import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Problem } from '../config/problem.js';
import { cacheFolder, type Invoker, invoker, osRelease } from './places.js';
import { processEntry, run } from './process.js';
import { basePackages, type LabProduct, labProduct } from './products.js';
import { archiveSources, fetchPackages, unpackPackage } from './unpack.js';

/** A folder of unpacked packages; its `usr` is laid over the machine's own. */
export interface Unpacked {
  readonly root: string;
  /** Package versions, of the whole closure. */
  readonly versions: Readonly<Record<string, string>>;
}

export interface ProvisionOptions {
  /** Told what is about to be done, and what was: one line each. Silent where all is there. */
  tell?: (line: string) => void;
  env?: NodeJS.ProcessEnv;
}

/** Raised when the way of unpacking changes, so that older folders are made anew. */
const recipe = 1;

interface Stamp {
  recipe: number;
  packages: readonly string[];
  versions: Record<string, string>;
}

/**
 * The layers of a server machine that runs these products, the topmost first, fetched and unpacked where they are missing.
 * Nothing is installed and no service starts: the packages of the machine's own Debian or Ubuntu archive are unpacked into
 * the invoking user's cache, as that user. Throws a Problem where there is no apt, or the archive cannot be reached.
 */
export async function provision(products: readonly string[], options: ProvisionOptions = {}): Promise<Unpacked[]> {
  const layers: Unpacked[] = [];
  for (const name of [...products, 'base']) {
    layers.push((await unpacked(name, options.env)) ?? (await unpack(name, options)));
  }
  return layers;
}

/** The layers if all of them are there already; undefined if something must be fetched. Touches nothing. */
export async function provisioned(
  products: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Unpacked[] | undefined> {
  const layers: Unpacked[] = [];
  for (const name of [...products, 'base']) {
    const layer = await unpacked(name, env);
    if (layer === undefined) return undefined;
    layers.push(layer);
  }
  return layers;
}

/** Where the layer of this name belongs: another release of the system needs other packages. */
function layerFolder(name: string, env: NodeJS.ProcessEnv, who: Invoker): string {
  return join(cacheFolder(env, who), 'servers', `${osRelease().name}-${process.arch}`, name);
}

function contents(name: string): LabProduct {
  return name === 'base' ? basePackages : labProduct(name);
}

async function unpacked(name: string, env: NodeJS.ProcessEnv = process.env): Promise<Unpacked | undefined> {
  const root = layerFolder(name, env, invoker(env));
  const wanted = contents(name);
  try {
    const stamp = JSON.parse(await readFile(join(root, 'stamp.json'), 'utf8')) as Stamp;
    await stat(join(root, wanted.program));
    const same = stamp.recipe === recipe && stamp.packages.join() === wanted.packages.join();
    return same ? { root, versions: stamp.versions } : undefined;
  } catch {
    return undefined;
  }
}

async function unpack(name: string, options: ProvisionOptions): Promise<Unpacked> {
  const { tell = () => {}, env = process.env } = options;
  const wanted = contents(name);
  const who = invoker(env);
  const target = layerFolder(name, env, who);
  const as = who.owner ?? {};
  tell(
    `fetching ${wanted.packages.join(' and ')} with all dependencies, to unpack in ${target} (nothing is installed)`,
  );

  // The folder is made by the user who owns it: under sudo nothing of root's may stay in somebody's home.
  const folder = dirname(target);
  const made = await run('mkdir', ['-p', folder], { ...as });
  if (made.code !== 0) throw new Problem(folder, made.stderr.trim(), { kind: 'infrastructure' });
  await removeLeftovers(folder);

  const work = join(folder, `.${name}-${process.pid}`);
  try {
    const owned = (path: string) => run('mkdir', ['-p', path], { ...as });
    await owned(join(work, 'root'));
    const debs = await fetchPackages(wanted.packages, { work, sources: await archiveSources(), as, owned });
    const root = join(work, 'root');
    await mkdirMergedUsr(root, as);
    const versions: Record<string, string> = {};
    // Two at a time: unpacking is half waiting for the disk.
    const queue = [...debs];
    const worker = async () => {
      for (let deb = queue.pop(); deb !== undefined; deb = queue.pop()) {
        const { package: packageName, version } = await unpackPackage(deb, root, as);
        versions[packageName] = version;
      }
    };
    await Promise.all([worker(), worker()]);
    const stamp: Stamp = { recipe, packages: wanted.packages, versions: sorted(versions) };
    await writeOwned(join(root, 'stamp.json'), `${JSON.stringify(stamp, undefined, 2)}\n`, as);
    await stat(join(root, wanted.program));
    // Somebody else may have been quicker; a folder that an older recipe made is in the way.
    if ((await unpacked(name, env)) === undefined) {
      await rm(target, { recursive: true, force: true });
      await rename(root, target);
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const layer = await unpacked(name, env);
  if (layer === undefined) throw new Error(`${target} was unpacked and is not complete`);
  tell(`unpacked ${Object.keys(layer.versions).length} packages: ${shown(wanted, layer)}`);
  return layer;
}

function shown(wanted: LabProduct, layer: Unpacked): string {
  return wanted.packages.map((name) => `${name} ${layer.versions[name] ?? '?'}`).join(', ');
}

function sorted(versions: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(versions).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The links of a merged /usr, before unpacking: else half of a package would land beside the other half. */
async function mkdirMergedUsr(root: string, as: { uid?: number; gid?: number }): Promise<void> {
  const names = ['bin', 'sbin', 'lib', 'lib64'];
  await run('mkdir', ['-p', ...names.map((name) => join(root, 'usr', name)), join(root, 'etc')], as);
  for (const name of names) await run('ln', ['-s', `usr/${name}`, join(root, name)], as);
}

async function writeOwned(path: string, text: string, as: { uid?: number; gid?: number }): Promise<void> {
  if (as.uid === undefined) await writeFile(path, text);
  else await run('tee', [path], { ...as, stdin: text });
}

/** Removes what a killed forge left half unpacked. */
async function removeLeftovers(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const entry of await readdir(folder)) {
    const pid = /^\.[a-z0-9-]+-(\d+)$/.exec(entry)?.[1];
    if (pid !== undefined && processEntry(Number(pid)) === undefined) {
      await rm(join(folder, entry), { recursive: true, force: true });
    }
  }
}
