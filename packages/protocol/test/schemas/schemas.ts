import { readdirSync, readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';

// The files of packages/protocol/schemas, as a reader of the package has them.

const FOLDER = new URL('../../schemas/', import.meta.url);

/** A JSON object of unknown shape. */
export type Json = Readonly<Record<string, unknown>>;

/** Every JSON file of the folder, by its name; each call reads anew, since some tools write into what they are given. */
export const readAll = (): ReadonlyMap<string, Json> =>
  new Map(
    readdirSync(FOLDER)
      .filter((name) => name.endsWith('.json'))
      .map((name) => [name, JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Json]),
  );

const FILES = readAll();
const DOCUMENTS: readonly string[] = ['openapi.json', 'asyncapi.json'];
const DEFINITIONS: readonly string[] = ['types.json', 'codes.json'];

/** A file by its name. */
export function file(name: string): Json {
  const found = FILES.get(name);
  if (found === undefined) throw new TypeError(`there is no schemas/${name}`);
  return found;
}

export const openapi = file('openapi.json');
export const asyncapi = file('asyncapi.json');

/** The names of the JSON Schemas. */
export const SCHEMAS = [...FILES.keys()].filter((name) => !DOCUMENTS.includes(name));

/** The names of those that are messages, without the ending. */
export const MESSAGES = SCHEMAS.filter((name) => !DEFINITIONS.includes(name)).map((name) =>
  name.slice(0, -5),
);

const STRICT: Options = {
  strict: true,
  strictTypes: true,
  strictTuples: true,
  strictRequired: true,
  allErrors: true,
};

/** A validator that knows every schema, and takes no keyword that it does not know. */
export function strictAjv(): Ajv2020 {
  const ajv = new Ajv2020(STRICT);
  for (const name of SCHEMAS) ajv.addSchema(file(name));
  return ajv;
}

/** The same by the older dialect, which AsyncAPI speaks. */
export function draft7Ajv(): Ajv {
  const ajv = new Ajv(STRICT);
  for (const name of SCHEMAS)
    ajv.addSchema({ ...file(name), $schema: 'http://json-schema.org/draft-07/schema#' });
  return ajv;
}

const ajv = strictAjv();

/** What is wrong with a value by the schema at a reference, e.g. `room-join.json#/$defs/sent`; empty where nothing is. */
export function faults(reference: string, value: unknown): readonly ErrorObject[] {
  const validate = ajv.getSchema(reference);
  if (validate === undefined) throw new TypeError(`there is no schema ${reference}`);
  return validate(value) ? [] : (validate.errors ?? []);
}

/** Whether a value is of the schema at a reference. */
export const fits = (reference: string, value: unknown): boolean => faults(reference, value).length === 0;

/** Every object in a value with its JSON pointer, from the outside in. */
export function* objectsIn(value: unknown, pointer = ''): Generator<{ pointer: string; node: Json }> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield { pointer, node: value as Json };
  for (const [name, child] of Object.entries(value)) {
    yield* objectsIn(child, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
}

/** What a JSON pointer leads to; `undefined` where there is nothing. */
export const at = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((name) => decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (node, name) => (isObject(node) && Object.hasOwn(node, name) ? node[name] : undefined),
      value,
    );

/** True for an object or an array, whose names are read alike. */
export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** What a reference in a file leads to, in that file or in another one. */
export function follow(name: string, reference: string): unknown {
  const [other, pointer = ''] = reference.split('#');
  return at(other === '' ? FILES.get(name) : FILES.get(other!), pointer);
}
