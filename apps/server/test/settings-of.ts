import { makeEffective, type Effective } from '../src/effective.js';
import { readFlags } from '../src/flags.js';
import { gather, type Environment, type Given } from '../src/given.js';
import type { Result } from '../src/result.js';

export interface Settings extends Effective {
  readonly given: readonly Given[];
}

/** Stands for the documentation, which need not be built. */
const DOCS = import.meta.dirname;

/** What holds with this command line and environment. */
function settingsOf(args: readonly string[], environment: Environment = {}): Result<Settings> {
  const flags = readFlags(args);
  if (!flags.ok) return flags;
  const given = gather(flags.value.texts, environment);
  const effective = makeEffective(given, DOCS);
  return effective.ok ? { ok: true, value: { ...effective.value, given } } : effective;
}

/** As above, where nothing is wrong. */
export function goodSettings(args: readonly string[], environment: Environment = {}): Settings {
  const settings = settingsOf(args, environment);
  if (!settings.ok) throw new Error(settings.fault);
  return settings.value;
}

/** The one line that says what is wrong. */
export function faultOf(args: readonly string[], environment: Environment = {}): string {
  const settings = settingsOf(args, environment);
  if (settings.ok) throw new Error('nothing is wrong');
  return settings.fault;
}
