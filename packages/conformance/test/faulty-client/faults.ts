import type { Entry } from './catalogue/entry.js';
import { ENDING } from './catalogue/ending.js';
import { JOINING } from './catalogue/joining.js';
import { LINK } from './catalogue/link.js';
import { MAKING } from './catalogue/making.js';
import { RECEIVING } from './catalogue/receiving.js';
import { SEALING } from './catalogue/sealing.js';
import { TALKING } from './catalogue/talking.js';

const ALL = [...LINK, ...MAKING, ...JOINING, ...TALKING, ...ENDING, ...SEALING, ...RECEIVING] as const;

export type FaultName = (typeof ALL)[number]['name'];

/** One way in which this client can break protocol.md, and the cases that notice. */
export interface Fault extends Entry {
  readonly name: FaultName;
}

/** Every fault that can be switched on, in the order of the cases. */
export const CLIENT_FAULTS: readonly Fault[] = ALL;

/** The fault that is switched on, if any; asked for at the place where it acts. */
export class Faults {
  readonly #name: FaultName | undefined;

  constructor(name: FaultName | undefined) {
    this.#name = name;
  }

  on(name: FaultName): boolean {
    return this.#name === name;
  }
}
