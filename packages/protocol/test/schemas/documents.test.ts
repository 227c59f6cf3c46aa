import specifications from '@asyncapi/specs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { asyncapi, follow, isObject, objectsIn, openapi, readAll, SCHEMAS, type Json } from './schemas.js';

// Both compile a large schema, so they are made once.
const openapiValidator = new Validator();
let isAsyncapi: ValidateFunction;

beforeAll(async () => {
  const files = readAll();
  for (const name of SCHEMAS) await openapiValidator.addSpecRef({ ...files.get(name) }, name);
  // The schema of AsyncAPI brings its own meta-schema along.
  const ajv = new Ajv({ strict: false, allErrors: true, meta: false, validateSchema: false });
  addFormats(ajv);
  isAsyncapi = ajv.compile(specifications.schemas['3.0.0'] as object);
});

const validateOpenapi = (document: Json) => openapiValidator.validate({ ...document });

describe('openapi.json', () => {
  it('is OpenAPI 3.1', async () => {
    expect(openapi['openapi']).toBe('3.1.0');
    expect(await validateOpenapi(structuredClone(openapi))).toEqual({ valid: true });
  });

  it('would not be with an operation less its answers', async () => {
    const spoilt = structuredClone(openapi) as { paths: Record<string, { get: { responses: unknown } }> };
    spoilt.paths['/healthz']!.get.responses = { twohundred: {} };
    expect((await validateOpenapi(spoilt)).valid).toBe(false);
  });

  it('names every operation once', () => {
    const names = [...objectsIn(openapi['paths'])].flatMap(({ node }) => node['operationId'] ?? []);
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('asyncapi.json', () => {
  it('is AsyncAPI 3.0', () => {
    isAsyncapi(structuredClone(asyncapi));
    expect(isAsyncapi.errors).toBeNull();
    expect(asyncapi['asyncapi']).toBe('3.0.0');
  });

  it('would not be with an operation of another action', () => {
    const spoilt = structuredClone(asyncapi) as { operations: { join: { action: string } } };
    spoilt.operations.join.action = 'take';
    expect(isAsyncapi(spoilt)).toBe(false);
  });

  it('says of every message in which direction it goes', () => {
    const refs = [...objectsIn(asyncapi['operations'])].flatMap(({ node }) => node['$ref'] ?? []);
    const messages = [...objectsIn(asyncapi['channels'])].filter(({ pointer }) =>
      /^\/socket\/messages\/[^/]+$/.test(pointer),
    );
    expect(messages.length).toBeGreaterThan(0);
    for (const { pointer } of messages) expect(refs).toContain(`#/channels${pointer}`);
  });
});

describe('every reference', () => {
  const references = [...readAll()].flatMap(([name, content]) =>
    [...objectsIn(content)].flatMap(({ pointer, node }) =>
      typeof node['$ref'] === 'string' ? [{ name, pointer, reference: node['$ref'] }] : [],
    ),
  );

  it.each(references)('of $name leads somewhere: $pointer to $reference', ({ name, reference }) => {
    expect(isObject(follow(name, reference))).toBe(true);
  });

  it('stays within the folder', () => {
    expect(references.length).toBeGreaterThan(0);
    for (const { reference } of references) expect(reference).toMatch(/^([a-z-]+\.json)?(#(\/.*)?)?$/);
  });
});
