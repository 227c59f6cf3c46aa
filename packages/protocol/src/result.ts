/** A value, or the code that says why there is none: how expected refusals travel in this project. */
export type Result<T, C extends string> = { readonly ok: true; readonly value: T } | Refusal<C>;

/** The refusing half of a {@link Result}. */
export interface Refusal<C extends string> {
  readonly ok: false;
  readonly code: C;
}

/** A {@link Result} with a value. */
export const accept = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** A {@link Result} without one. */
export const refuse = <C extends string>(code: C): Refusal<C> => ({ ok: false, code });
