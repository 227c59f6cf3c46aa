/** What a machine makes of an event: where it is then, and what is to be done, in order. */
export interface Step<State, Effect> {
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** Never called: the compiler refuses a switch that forgets a case. */
export function unreachable(_value: never): never {
  throw new TypeError('no such case');
}
