import { version } from '../package.json';
import { makeEffective, type Effective } from './effective.js';
import { EXIT, exitWith } from './exit.js';
import { readFlags } from './flags.js';
import { gather, type Environment, type Given } from './given.js';
import type { Command } from './commands.js';
import { serve } from './serve.js';
import { configText, helpText } from './texts.js';

/** Does what the command line and the environment ask for. */
export async function run(args: readonly string[], environment: Environment): Promise<void> {
  const flags = readFlags(args);
  if (!flags.ok) {
    exitWith(EXIT.wrongSetting, flags.fault);
    return;
  }
  const { command, texts } = flags.value;
  if (command === 'help' || command === 'version') {
    process.stdout.write(command === 'help' ? helpText(version) : `${version}\n`);
    return;
  }
  const given = gather(texts, environment);
  const effective = makeEffective(given);
  if (effective.ok) await act(command, given, effective.value);
  else exitWith(EXIT.wrongSetting, effective.fault);
}

async function act(
  command: Command | undefined,
  given: readonly Given[],
  effective: Effective,
): Promise<void> {
  const { config, relay } = effective;
  if (command === 'print-config') process.stdout.write(configText(given, config));
  else if (command === 'check-config') process.stdout.write('the configuration is good\n');
  else await serve(relay, config);
}
