import { isFields, parseFields, type Fields } from './json.js';
import { accept, refuse, type Result } from './result.js';

type Check<T> = (value: unknown) => value is T;

/** What a value must be: one that a check finds sound, this very string, a list of items or fields of their own shapes. */
export type Shape<T> =
  | Check<T>
  | (T extends readonly (infer Item)[]
      ? readonly [items: Shape<Item>]
      : { readonly [Name in keyof T]: Shape<T[Name]> });

/** A copy of a value that has a shape, with the fields of the shape alone; `undefined` for every other value. */
export const fit = <T>(value: unknown, shape: Shape<T>): T | undefined => pick(value, shape) as T | undefined;

/** The message that a JSON object of at most `maxBytes` bytes holds; whatever is not one is refused with one code. */
export function decodeJson<T, C extends string>(
  data: unknown,
  maxBytes: number,
  code: C,
  shape: Shape<T>,
): Result<T, C> {
  const message = fit(parseFields(data, maxBytes), shape);
  return message === undefined ? refuse(code) : accept(message);
}

function pick(value: unknown, shape: unknown): unknown {
  if (typeof shape === 'function') return (shape as Check<unknown>)(value) ? value : undefined;
  if (typeof shape === 'string') return value === shape ? value : undefined;
  return Array.isArray(shape) ? pickItems(value, shape[0]) : pickFields(value, shape as Fields);
}

function pickItems(value: unknown, shape: unknown): unknown {
  const items = Array.isArray(value) ? value.map((item) => pick(item, shape)) : [undefined];
  return items.includes(undefined) ? undefined : items;
}

function pickFields(value: unknown, shape: Fields): unknown {
  if (!isFields(value)) return undefined;
  const picked: Record<string, unknown> = {};
  for (const name in shape) {
    if ((picked[name] = pick(value[name], shape[name])) === undefined) return undefined;
  }
  return picked;
}
