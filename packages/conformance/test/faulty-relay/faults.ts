import { CHALLENGE } from './catalogue/challenge.js';
import { CREATE } from './catalogue/create.js';
import type { Entry } from './catalogue/entry.js';
import { FRAMES } from './catalogue/frames.js';
import { HTTP } from './catalogue/http.js';
import { JOIN } from './catalogue/join.js';
import { MESSAGE } from './catalogue/message.js';
import { ORIGINS } from './catalogue/origins.js';
import { PURGE } from './catalogue/purge.js';
import { SOCKET } from './catalogue/socket.js';

const ALL = [
  ...HTTP,
  ...ORIGINS,
  ...CHALLENGE,
  ...CREATE,
  ...SOCKET,
  ...JOIN,
  ...MESSAGE,
  ...PURGE,
  ...FRAMES,
] as const;

export type FaultName = (typeof ALL)[number]['name'];

/** One way in which this relay can break protocol.md. */
export interface Fault extends Entry {
  readonly name: FaultName;
}

/** Every fault that can be switched on, in the order of protocol.md. */
export const FAULTS: readonly Fault[] = ALL;

/** The fault that is switched on, if any; asked for at the place where it acts. */
export class Faults {
  readonly #name: FaultName | undefined;

  /** Throws RangeError for a name that is not in FAULTS. */
  constructor(name: FaultName | undefined) {
    if (name !== undefined && !FAULTS.some((fault) => fault.name === name))
      throw new RangeError(`no fault is called ${name}`);
    this.#name = name;
  }

  on(name: FaultName): boolean {
    return this.#name === name;
  }
}
