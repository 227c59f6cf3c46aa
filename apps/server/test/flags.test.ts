import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/commands.js';
import { readFlags } from '../src/flags.js';

const SEE = '; see pug-server --help';

function commandOf(args: readonly string[]): string | undefined {
  const flags = readFlags(args);
  if (!flags.ok) throw new Error(flags.fault);
  return flags.value.command;
}

describe('a command line', () => {
  it('that is empty asks for nothing', () => {
    expect(readFlags([])).toEqual({ ok: true, value: { command: undefined, texts: new Map() } });
    expect(commandOf(['--'])).toBeUndefined();
  });

  it.each(COMMANDS.map(({ name }) => name))('may ask for --%s, among settings', (name) => {
    expect(commandOf([`--${name}`])).toBe(name);
    expect(commandOf(['--port', '1', `--${name}`, '--engine=ws'])).toBe(name);
  });

  it.each([
    ['-h', 'help'],
    ['-v', 'version'],
  ])('may ask by the letter %s', (letter, name) => {
    expect(commandOf([letter])).toBe(name);
  });

  it('that asks for several things gets the first of them in the order of the help', () => {
    expect(commandOf(['--check-config', '--print-config', '--help'])).toBe('help');
    expect(commandOf(['--check-config', '--print-config'])).toBe('print-config');
  });

  it.each([
    [['--nope'], 'unknown flag --nope'],
    [['--nope=secret'], 'unknown flag --nope'],
    [['--Port', '1'], 'unknown flag --Port'],
    [['--max_rooms', '1'], 'unknown flag'],
    [['--no-help'], 'unknown flag --no-help'],
    [['--__proto__'], 'unknown flag'],
    [['--constructor'], 'unknown flag --constructor'],
    [['-x'], 'unknown flag -x'],
    [['--https://relay.example/r/x#k=key'], 'unknown flag'],
    [['--port'], '--port needs a value'],
    [['--port', '--engine', 'ws'], '--port needs a value'],
    [['--port', '1', '--port=2'], '--port is given twice'],
    [['--docs', '--docs=false'], '--docs is given twice'],
    [['--help=yes'], '--help takes no value'],
    [['8080'], 'an argument belongs to no flag'],
    [['--help', 'secret'], 'an argument belongs to no flag'],
    [['--', '--port'], 'an argument belongs to no flag'],
  ])('%j is refused', (args, fault) => {
    expect(readFlags(args)).toEqual({ ok: false, fault: `${fault}${SEE}` });
  });
});
