import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

// The descriptions that @pug-network/protocol is published with, as somebody reads them who installed it.

const FOLDER = new URL('schemas/', import.meta.resolve('@pug-network/protocol/package.json'));

/** A JSON object of unknown shape. */
export type Json = Readonly<Record<string, unknown>>;

const read = (name: string): Json => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Json;

export const openapi = read('openapi.json');
export const asyncapi = read('asyncapi.json');

const DOCUMENTS = ['openapi.json', 'asyncapi.json'];
const DEFINITIONS = ['types.json', 'codes.json'];
const schemas = readdirSync(FOLDER).filter((name) => name.endsWith('.json') && !DOCUMENTS.includes(name));

/** The schemas of messages, by the names of their files. */
export const MESSAGES = schemas.filter((name) => !DEFINITIONS.includes(name));

const ajv = new Ajv2020({ strict: true, allErrors: true, schemas: schemas.map(read) });

/** What a value is told to be wrong by, by a schema or the name of one; empty where it is right. */
export function faultsOf(schema: Json | string, value: unknown): string {
  const validate = typeof schema === 'string' ? ajv.getSchema(schema) : ajv.compile(schema);
  if (validate === undefined) throw new TypeError(`there is no schema ${JSON.stringify(schema)}`);
  return validate(value) ? '' : ajv.errorsText(validate.errors);
}

/** What `#/a/b` leads to in a document; an object without a reference is itself. */
export function resolve(document: Json, node: Json): Json {
  const reference = node['$ref'];
  if (typeof reference !== 'string') return node;
  const names = reference.split('/').slice(1);
  const found = names.reduce<unknown>(
    (at, name) => (at as Json)[name.replaceAll('~1', '/')],
    document,
  ) as Json;
  return resolve(document, found);
}
