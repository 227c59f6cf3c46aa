import { parseArgs } from 'node:util';
import { REPORTERS, type ReporterName } from '../report/index.js';

/** What the command line asks for. */
export interface Options {
  /** Where a running relay is. */
  readonly url: string | undefined;
  /** Check a client and not a relay. */
  readonly isClient: boolean;
  /** Start relays, or the client, by this. */
  readonly command: readonly string[] | undefined;
  readonly filters: readonly string[];
  readonly difficulty: number | undefined;
  readonly allowedOrigins: readonly string[];
  readonly reporter: ReporterName;
  readonly slow: boolean;
  readonly list: boolean;
  readonly help: boolean;
}

/** A command line that cannot be followed; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const FLAGS = {
  launch: { type: 'boolean' },
  filter: { type: 'string', multiple: true },
  difficulty: { type: 'string' },
  'allowed-origin': { type: 'string', multiple: true },
  reporter: { type: 'string' },
  slow: { type: 'boolean' },
  list: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const MAX_DIFFICULTY = 24;

/** Reads the command line; throws a {@link UsageError}. */
export function readOptions(args: readonly string[]): Options {
  const split = args.indexOf('--');
  const own = split < 0 ? args : args.slice(0, split);
  const { values, positionals } = parse(own);
  const isClient = positionals[0] === 'client';
  const [url, ...more] = isClient ? positionals.slice(1) : positionals;
  if (more.length > 0) throw new UsageError('more than one address');
  const options: Options = {
    url,
    isClient,
    command: split < 0 ? undefined : args.slice(split + 1),
    filters: values.filter ?? [],
    difficulty: difficultyOf(values.difficulty),
    allowedOrigins: values['allowed-origin'] ?? [],
    reporter: reporterOf(values.reporter ?? 'text'),
    slow: values.slow ?? false,
    list: values.list ?? false,
    help: values.help ?? false,
  };
  if (!options.help && !options.list) checkSubject(options, values.launch ?? false);
  return options;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function checkSubject({ url, isClient, command }: Options, launches: boolean): void {
  if (command?.length === 0) throw new UsageError('there is no command behind --');
  if (isClient && url !== undefined)
    throw new UsageError('a client is started by a command behind --, it has no address');
  if (isClient && command === undefined)
    throw new UsageError('the command that starts the client is missing, behind --');
  if (isClient) return;
  if (launches !== (command !== undefined))
    throw new UsageError('--launch goes with a command behind --, and the other way round');
  if (url === undefined && command === undefined) throw new UsageError('the address of a relay is missing');
}

function difficultyOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const bits = Number(text);
  if (!/^\d+$/.test(text) || bits > MAX_DIFFICULTY)
    throw new UsageError(`--difficulty takes a whole number up to ${MAX_DIFFICULTY}`);
  return bits;
}

function reporterOf(name: string): ReporterName {
  if (!Object.hasOwn(REPORTERS, name))
    throw new UsageError(`--reporter takes one of ${Object.keys(REPORTERS).join(', ')}`);
  return name as ReporterName;
}
