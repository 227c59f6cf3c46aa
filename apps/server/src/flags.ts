import { parseArgs, type ParseArgsConfig } from 'node:util';
import { COMMANDS, type Command } from './commands.js';
import { accept, refuse, type Result } from './result.js';
import { flagOf, SETTINGS, type Setting } from './settings.js';

/** What the command line says, not yet looked into. */
export interface Flags {
  /** What was asked for; if several, the first in the order of {@link COMMANDS}. */
  readonly command: Command | undefined;
  readonly texts: ReadonlyMap<Setting, string>;
}

type Options = NonNullable<ParseArgsConfig['options']>;
type Token = ReturnType<typeof tokenize>[number];
type FlagToken = Extract<Token, { kind: 'option' }>;

/** What may be repeated to the user; anything else on a command line could be a secret in the wrong place. */
const HARMLESS_FLAG = /^--?[A-Za-z][A-Za-z0-9-]{0,39}$/;

const settings: ReadonlyMap<string, Setting> = new Map(SETTINGS.map((setting) => [flagOf(setting), setting]));
const commands: ReadonlyMap<string, Command> = new Map(COMMANDS.map(({ name }) => [`--${name}`, name]));

/** Reads the command line; every flag at most once. */
export function readFlags(args: readonly string[]): Result<Flags> {
  const texts = new Map<Setting, string>();
  const asked = new Set<Command | undefined>();
  for (const token of tokenize(args)) {
    const fault = faultOf(token, texts);
    if (fault !== undefined) return refuse(`${fault}; see pug-server --help`);
    if (token.kind !== 'option') continue;
    const setting = settings.get(`--${token.name}`);
    if (setting === undefined) asked.add(commands.get(`--${token.name}`));
    else texts.set(setting, token.value ?? (setting.kind === 'switch' ? 'true' : ''));
  }
  return accept({ command: COMMANDS.find(({ name }) => asked.has(name))?.name, texts });
}

/** Not strict, so that every fault is told in words of our own. */
function tokenize(args: readonly string[]) {
  const options: Options = {};
  for (const [flag, { kind }] of settings) {
    options[flag.slice(2)] = { type: kind === 'switch' ? 'boolean' : 'string' };
  }
  for (const { name, ...more } of COMMANDS) {
    options[name] = 'short' in more ? { type: 'boolean', short: more.short } : { type: 'boolean' };
  }
  return parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

function faultOf(token: Token, texts: ReadonlyMap<Setting, string>): string | undefined {
  if (token.kind === 'positional') return 'an argument belongs to no flag';
  if (token.kind === 'option-terminator') return undefined;
  const flag = `--${token.name}`;
  const setting = settings.get(flag);
  if (setting !== undefined)
    return texts.has(setting) ? `${flag} is given twice` : faultOfValue(setting, token);
  if (!commands.has(flag))
    return HARMLESS_FLAG.test(token.rawName) ? `unknown flag ${token.rawName}` : 'unknown flag';
  return token.value === undefined ? undefined : `${flag} takes no value`;
}

/** `--port --engine ws` is a port forgotten, not one called "--engine". */
function faultOfValue(setting: Setting, { value, inlineValue }: FlagToken): string | undefined {
  if (setting.kind === 'switch') return undefined;
  const isMissing = value === undefined || (!inlineValue && value.startsWith('--'));
  return isMissing ? `${flagOf(setting)} needs a value` : undefined;
}
