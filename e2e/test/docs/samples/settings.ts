import { join } from 'node:path';
import { Program } from '../../support/process.js';
import { ROOT } from './markdown.js';

/** The command as it is built, from the root of the repository. */
export const SERVER = 'apps/server/dist/cli.js';
/** What is set and read by others than the relay. */
const FOREIGN = new Set(['NODE_ENV', 'NODE_EXTRA_CA_CERTS', 'RELAY', 'DEMO_PORT', 'CI']);

/** What `pug-server --help` says that there is. */
export interface Settings {
  readonly flags: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
  /** The port that it listens on unless it is told otherwise. */
  readonly port: string;
}

/** Asks the command itself. */
export async function readSettings(): Promise<Settings> {
  const help = await helpOf(SERVER);
  const namesIn = (form: RegExp) => new Set(Array.from(help.matchAll(form), ([, name = '']) => name));
  const [, port = ''] = /^ {6}PORT, default: (\d+)$/m.exec(help) ?? [];
  return { flags: namesIn(/^ {2}(--[a-z-]+)/gm), variables: namesIn(/^ {6}([A-Z_]+), default: /gm), port };
}

/** The variables among these that are neither settings nor known to be another's. */
export const unknownVariables = (names: Iterable<string>, { variables }: Settings): string[] =>
  [...names]
    .filter((name) => !variables.has(name) && !FOREIGN.has(name))
    .map((name) => `${name} is no setting`);

/** What `pug-server` itself says against these flags and variables, without being started. */
export async function faultsOfServer(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<string[]> {
  if (args.length === 0 && Object.keys(variables).length === 0) return [];
  const program = new Program([join(ROOT, SERVER), ...args, '--check-config'], variables);
  const code = await program.exit();
  return code === 0 ? [] : [program.output];
}

/** The flags among these that a program of ours does not have, by its own help. */
export async function unknownFlags(file: string, args: readonly string[]): Promise<string[]> {
  const flags = args
    .filter((arg) => arg.startsWith('--') && arg !== '--')
    .map((arg) => arg.split('=')[0] ?? '');
  if (flags.length === 0) return [];
  const help = await helpOf(file);
  return flags.filter((flag) => !help.includes(`${flag} `)).map((flag) => `${file} has no ${flag}`);
}

const helps = new Map<string, Promise<string>>();

/** The help of a program of ours, asked for once. */
function helpOf(file: string): Promise<string> {
  const help = helps.get(file) ?? askForHelp(file);
  helps.set(file, help);
  return help;
}

async function askForHelp(file: string): Promise<string> {
  const program = new Program([join(ROOT, file), '--help']);
  if ((await program.exit()) !== 0) throw new Error(program.output);
  return program.output;
}
