import type { Target } from '../wire/target.js';
import type { Limits, Settings } from './settings.js';

/** The relay that a case looks at. */
export interface Relay extends Target {
  readonly limits: Limits;
  /** What it is known to be set to; empty where it was not started by the kit and nothing was said. */
  readonly settings: Settings;
  /** Makes it shut down, and waits until it has; there where the kit has started it for this case alone. */
  stop(): Promise<void>;
}

/** The sentence of docs/protocol.md that a case checks. */
export interface Clause {
  /** The anchor of its section, as in `3-join`. */
  readonly section: string;
  /** A part of that section, word for word, white space aside. */
  readonly text: string;
}

/** Which relay a case can look at. */
export interface On {
  /** What the relay has to be set to; such a one is started where the kit may start relays. */
  readonly settings?: Settings;
  /** Whether a relay that was found running will do as well. Default: if no settings are asked for. */
  readonly fits?: (relay: Relay) => boolean;
  /** The case shuts it down, and so wants one of its own. */
  readonly ends?: true;
  /** How long it takes at least, in seconds; over 5 it is for `--slow`. Default 0. */
  readonly seconds?: (limits: Limits) => number;
}

/** One thing that a relay must do. */
export interface Case {
  /** As in `join.room-full-before-secret`; never changes its meaning. */
  readonly id: string;
  /** The behaviour, in one sentence that is true of a conforming relay. */
  readonly title: string;
  readonly clause: Clause;
  readonly on: On;
  /** Throws where the relay does otherwise. */
  readonly run: (relay: Relay) => Promise<void>;
}

/** More than so many seconds make a case slow. */
export const SLOW_SECONDS = 5;

/** Adds a case: its id within the step, what a relay does, the clause that says so, how it is seen, and on which relay. */
export type Check = (id: string, title: string, clause: Clause, run: Case['run'], on?: On) => void;

/** The cases of one step, in the order of the specification: `check('room-full', …)` of `join` is `join.room-full`. */
export function casesOf(step: string, fill: (check: Check) => void): readonly Case[] {
  const cases: Case[] = [];
  fill((id, title, clause, run, on = {}) => {
    cases.push({ id: `${step}.${id}`, title, clause, run, on });
  });
  return cases;
}

/** A clause of this section. */
export const clauseIn =
  (section: string) =>
  (text: string): Clause => ({ section, text });
