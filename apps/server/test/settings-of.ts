import type { ServerConfig } from '../src/config.js';
import { effectiveConfig, makeEffective } from '../src/effective.js';
import { readFlags } from '../src/flags.js';
import { gather, type Environment, type Given } from '../src/given.js';
import { accept, type Result } from '../src/result.js';

export interface Settings {
  readonly config: ServerConfig;
  readonly given: readonly Given[];
}

/** Stands for the documentation, which need not be built. */
const DOCS = import.meta.dirname;

function givenBy(args: readonly string[], environment: Environment): Result<readonly Given[]> {
  const flags = readFlags(args);
  return flags.ok ? accept(gather(flags.value.texts, environment)) : flags;
}

/** What holds with this command line and environment, where nothing is wrong. No relay is made of it: that takes a while. */
export function goodSettings(args: readonly string[], environment: Environment = {}): Settings {
  const given = valueOf(givenBy(args, environment));
  return { given, config: valueOf(effectiveConfig(given)) };
}

/** The one line that says what is wrong. */
export function faultOf(args: readonly string[], environment: Environment = {}): string {
  const given = givenBy(args, environment);
  const relay = given.ok ? makeEffective(given.value, DOCS) : given;
  if (relay.ok) throw new Error('nothing is wrong');
  return relay.fault;
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.fault);
  return result.value;
}
