/** The named values of one JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

const decoder = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = /* @__PURE__ */ new TextEncoder();

/** The text of UTF-8 bytes, a BOM kept as it is; `undefined` where the bytes are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Text as UTF-8 bytes. */
export const encodeUtf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

/** The value of a JSON text in a box, so that `null` is one too; `undefined` where it is none. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** Reads one JSON object of at most `maxBytes` bytes; the size is looked at before anything is parsed. */
export function parseFields(data: unknown, maxBytes: number): Fields | undefined {
  const text = textOf(data, maxBytes);
  const parsed = text === undefined ? undefined : parseJson(text)?.value;
  return isFields(parsed) ? parsed : undefined;
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isString = (value: unknown): value is string => typeof value === 'string';

/** True for a whole number from `min` to `max`. */
export const isWhole = (value: unknown, min: number, max: number): value is number =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;

/** True for a time or a duration in milliseconds, or any other whole number that is exact. */
export const isAmount = (value: unknown): value is number => isWhole(value, 0, Number.MAX_SAFE_INTEGER);

function textOf(data: unknown, maxBytes: number): string | undefined {
  if (data instanceof Uint8Array) return data.length > maxBytes ? undefined : decodeUtf8(data);
  if (typeof data !== 'string' || data.length > maxBytes) return undefined;
  // A string within a third of the limit cannot be over it: no character takes more than three bytes a unit.
  return data.length * 3 <= maxBytes || encodeUtf8(data).length <= maxBytes ? data : undefined;
}
