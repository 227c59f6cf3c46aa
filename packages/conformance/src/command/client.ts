import { CLIENT_CASES } from '../client/cases/index.js';
import { faultOfCommand, startBy } from '../client/program/spawn.js';
import { runClientCases } from '../client/run.js';
import type { Options } from './options.js';
import { wantedOf, type Subject } from './subject.js';

/** A client that the command behind `--` drives. */
export function clientSubject(options: Options): Subject {
  const cases = wantedOf(CLIENT_CASES, options);
  const [program = '', ...args] = options.command ?? [];
  return {
    cases,
    fault: async () => {
      const fault = await faultOfCommand(program, args);
      return fault && `${program} cannot be started: ${fault}`;
    },
    check: (onOutcome) =>
      runClientCases(cases, { start: startBy(program, args), slow: options.slow, onOutcome }),
  };
}
