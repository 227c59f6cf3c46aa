import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './markdown.js';
import { faultsOfInstalled, faultsOfScript, packageManager, programOf } from './packages.js';
import { commandsIn, type ShellCommand } from './shell.js';
import { faultsOfServer, SERVER, unknownFlags, unknownVariables, type Settings } from './settings.js';

/** What is wrong with the arguments of a command. */
type Check = (args: readonly string[], command: Given) => string[] | Promise<string[]>;

/** A command, and the folder of its document, where its reader may be. */
interface Given extends ShellCommand {
  readonly folder: string;
}

/** The command where npm or an image has put it. */
const INSTALLED = /(?:^|\/)node_modules\/@pug-network\/server\/|^apps\/server\/dist\/cli\.js$/;
/** Where the relay answers, besides the files that it serves. */
const PATHS = new Set(['/', '/healthz', '/api/limits', '/api/pow-challenge']);

const nothing: Check = () => [];

const CHECKS: Readonly<Record<string, Check>> = {
  npm: npm,
  npx: npx,
  pnpm: pnpm,
  'pug-server': program('pug-server'),
  'pug-conformance': program('pug-conformance'),
  node: node,
  python3: ([file = ''], { folder }) => (file === '-m' ? [] : fileFaults(file, folder)),
  curl: (args) => args.filter((arg) => URL.canParse(arg)).flatMap(pathFaults),
  // Of the system, or of others: nothing of ours is in what they are told.
  ...{ cd: nothing, git: nothing, docker: nothing, systemctl: nothing, pip: nothing },
  ...{ journalctl: nothing, ss: nothing, wc: nothing, 'apt-get': nothing },
};

/** What is wrong with a sample for the shell in a document of a folder: it is read and looked up, and nothing of it is run. */
export async function faultsOfShell(code: string, settings: Settings, folder: string): Promise<string[]> {
  const found = commandsIn(code).map(async (command) => {
    const check = CHECKS[command.name];
    if (check === undefined) return [`nobody here knows the command ${command.name}`];
    const unknown = unknownVariables(variablesOf(command), settings);
    return [...unknown, ...(await check(command.args, { ...command, folder }))];
  });
  return (await Promise.all(found)).flat();
}

/** Those before the command, and those that a container is given. */
const variablesOf = ({ variables, args }: ShellCommand): string[] => [
  ...Object.keys(variables),
  ...args.flatMap((arg, at) => (['-e', '--env'].includes(arg) ? (args[at + 1]?.split('=')[0] ?? '') : [])),
];

function npm([verb = '', ...args]: readonly string[], command: Given): ReturnType<Check> {
  switch (verb) {
    case 'start':
      return program('pug-server')(args[0] === '--' ? args.slice(1) : args, command);
    case 'test':
      return faultsOfScript(verb);
    case 'run':
      return faultsOfScript(args[0] ?? '');
    case 'install':
      return args.filter((arg) => !arg.startsWith('-')).flatMap(faultsOfInstalled);
    default:
      return [`nobody here knows npm ${verb}`];
  }
}

function npx(args: readonly string[], command: Given): ReturnType<Check> {
  const [name = '', ...rest] = args.filter((arg) => arg !== '-y' && !arg.startsWith('--package='));
  if (name === packageManager) return pnpm(rest, command);
  return program(name)(rest, command);
}

/** A program of ours. What the relay's command is told it looks at itself; of the others it is looked whether they have the flags. */
function program(name: string): Check {
  const file = programOf(name);
  if (file === undefined) return () => [`nobody here knows the program ${name}`];
  if (file === SERVER) return (args, { variables }) => faultsOfServer(args, variables);
  return (args) => unknownFlags(file, args);
}

function pnpm(args: readonly string[], command: Given): ReturnType<Check> {
  const [first = '', second = '', ...rest] = args;
  if (first === 'run') return faultsOfScript(second);
  if (first === 'exec') return fileFaults(join('node_modules/.bin', second));
  if (first !== '--filter') return first === 'start' ? npm(args, command) : faultsOfScript(first);
  return faultsOfScript((rest[0] === 'run' ? rest[1] : rest[0]) ?? '', second);
}

function node(args: readonly string[], command: Given): ReturnType<Check> {
  const at = args.findIndex((arg) => !arg.startsWith('-'));
  const file = args[at] ?? '';
  return INSTALLED.test(file)
    ? program('pug-server')(args.slice(at + 1), command)
    : fileFaults(file, command.folder);
}

const fileFaults = (file: string, folder = '.'): string[] =>
  ['.', folder].some((from) => existsSync(join(ROOT, from, file))) ? [] : [`there is no ${file}`];

const pathFaults = (address: string): string[] => {
  const { pathname } = new URL(address);
  return PATHS.has(pathname) ? [] : [`the relay has no ${pathname}`];
};
