import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './markdown.js';

interface Manifest {
  readonly name?: string;
  readonly private?: boolean;
  readonly packageManager?: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
}

const SCOPE = '@pug-network/';
const WORKSPACES = ['packages', 'apps', '.'];

const readManifest = (folder: string): Manifest | undefined => {
  const path = join(ROOT, folder, 'package.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest) : undefined;
};

const root = readManifest('.')!;

/** The package manager of the workspace, with its version: `pnpm@…`. */
export const { packageManager = '' } = root;

/** The manifest of a package of the workspace by its name. */
function manifestOf(name: string): Manifest | undefined {
  if (!name.startsWith(SCOPE)) return undefined;
  const folders = WORKSPACES.map((parent) => join(parent, name.slice(SCOPE.length)));
  return folders.map(readManifest).find((found) => found?.name === name);
}

/** The program of a published package, from the root of the repository, by the package's name or the command's. */
export function programOf(name: string): string | undefined {
  for (const folder of ['apps/server', 'packages/conformance']) {
    const { name: packageName, bin = {} } = readManifest(folder) ?? {};
    const [command = '', file = ''] = Object.entries(bin)[0] ?? [];
    if (name === packageName || name === command) return join(folder, file);
  }
  return undefined;
}

/** What is wrong with asking for a script of the root, or of the package that is named. */
export function faultsOfScript(script: string, workspace?: string): string[] {
  const manifest = workspace === undefined ? root : manifestOf(workspace);
  if (manifest === undefined) return [`there is no package ${workspace}`];
  return manifest.scripts?.[script] === undefined ? [`${manifest.name} has no script ${script}`] : [];
}

/** What is wrong with installing this: a package of ours is one that is published. */
export function faultsOfInstalled(wanted: string): string[] {
  const name = wanted.replace(/(?<=.)@.*$/, '');
  if (!name.startsWith(SCOPE)) return [];
  const manifest = manifestOf(name);
  return manifest === undefined || manifest.private === true ? [`${name} is not published`] : [];
}
