import type { Faults } from './faults.js';

export type JsonObject = Readonly<Record<string, unknown>>;

const NAMED_STRING = /"(\w+)"\s*:\s*("(?:[^"\\]|\\.)*")/g;

/** The one object in `bytes`, undefined where they are ill-formed; protocol.md, HTTP: JSON. */
export function decodeObject(faults: Faults, bytes: Buffer): JsonObject | undefined {
  try {
    const text = decodeText(faults, bytes);
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    if (faults.on('json.first-of-doubled-name')) return { ...value, ...firstStrings(text, value) };
    return value as JsonObject;
  } catch {
    return undefined;
  }
}

/** Throws TypeError at invalid UTF-8; a byte order mark stays, and JSON has no place for it. */
function decodeText(faults: Faults, bytes: Buffer): string {
  const text = new TextDecoder('utf-8', {
    fatal: !faults.on('json.bad-utf8-accepted'),
    ignoreBOM: true,
  }).decode(bytes);
  return faults.on('json.bom-accepted') ? text.replace(/^\ufeff/, '') : text;
}

/** The first value of each name that `value` has, as far as it is a string. */
function firstStrings(text: string, value: object): JsonObject {
  const first = new Map<string, unknown>();
  for (const [, name = '', string = ''] of text.matchAll(NAMED_STRING))
    if (Object.hasOwn(value, name) && !first.has(name)) first.set(name, JSON.parse(string));
  return Object.fromEntries(first);
}
