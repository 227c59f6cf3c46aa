import { describe, expect, it } from 'vitest';
import { readOptions, UsageError } from '../../src/command/options.js';

const RELAY = 'http://127.0.0.1:3000';

describe('the command line', () => {
  it('is an address, or a command that starts relays, or both', () => {
    expect(readOptions([RELAY])).toMatchObject({ url: RELAY, command: undefined, isClient: false });
    expect(readOptions(['--launch', '--', 'relay', '--launch'])).toMatchObject({
      url: undefined,
      command: ['relay', '--launch'],
    });
    expect(readOptions([RELAY, '--launch', '--', 'relay'])).toMatchObject({ url: RELAY, command: ['relay'] });
  });

  it('is a command that starts a client', () => {
    expect(readOptions(['client', '--', 'node', 'driver.js'])).toMatchObject({
      isClient: true,
      command: ['node', 'driver.js'],
    });
  });

  it('takes filters and origins again and again', () => {
    const options = readOptions([RELAY, '--filter', 'join.', '--filter', 'leave.', '--allowed-origin', '*']);
    expect(options).toMatchObject({ filters: ['join.', 'leave.'], allowedOrigins: ['*'] });
  });

  it('has text for its reporter, no difficulty of its own, and leaves slow cases out', () => {
    expect(readOptions([RELAY])).toMatchObject({ reporter: 'text', difficulty: undefined, slow: false });
  });

  it.each([
    [[], /address/],
    [[RELAY, RELAY], /more than one/],
    [[RELAY, '--', 'relay'], /--launch/],
    [['--launch'], /--launch/],
    [['--launch', '--'], /no command/],
    [['client'], /missing/],
    [['client', RELAY, '--', 'x'], /no address/],
    [[RELAY, '--reporter', 'toString'], /--reporter/],
    [[RELAY, '--difficulty', '-1'], /--difficulty/],
    [[RELAY, '--difficulty', '25'], /--difficulty/],
    [[RELAY, '--difficulty', '1e1'], /--difficulty/],
    [[RELAY, '--unheard-of'], /unheard-of/],
    [[RELAY, '--filter'], /filter/],
  ])('is refused as %j', (args, why) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(why);
  });
});
