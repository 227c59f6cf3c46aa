/** What could be read, or one line that says what is wrong with it. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: string };

export const accept = <T>(value: T): Result<T> => ({ ok: true, value });

export const refuse = (fault: string): Result<never> => ({ ok: false, fault });
