import { describe, expect, it } from 'vitest';
import {
  asyncapi,
  at,
  file,
  follow,
  isObject,
  objectsIn,
  openapi,
  SCHEMAS,
  strictAjv,
  type Json,
} from './schemas.js';

const ajv = strictAjv();

/** What an example of a schema is told to be wrong by; null for one that is right. */
function faultOf(schema: Json, value: unknown): string | null {
  const validate = ajv.compile(schema);
  return validate(value) ? null : ajv.errorsText(validate.errors);
}

describe('the examples of the schemas', () => {
  const examples = SCHEMAS.flatMap((name) =>
    [...objectsIn(file(name))].flatMap(({ pointer, node }) =>
      Array.isArray(node['examples'])
        ? node['examples'].map((value: unknown) => ({ where: `${name}#${pointer}`, value }))
        : [],
    ),
  );

  it.each(examples)('$where: $value', ({ where, value }) => {
    const validate = ajv.getSchema(where)!;
    expect(validate(value), ajv.errorsText(validate.errors)).toBe(true);
  });
});

describe('the examples of openapi.json', () => {
  // Bodies, parameters and headers: what has a schema has one example, or several under their names.
  const described = [...objectsIn(openapi)].filter(({ node }) => isObject(node['schema']));
  const examplesOf = (node: Json): unknown[] =>
    'example' in node
      ? [node['example']]
      : Object.values((node['examples'] ?? {}) as Record<string, { value: unknown }>).map(
          ({ value }) => value,
        );

  it.each(described)('$pointer', ({ node }) => {
    const examples = examplesOf(node);
    expect(examples.length).toBeGreaterThan(0);
    for (const value of examples) expect(faultOf(node['schema'] as Json, value)).toBeNull();
  });

  it('show every answer that has a body', () => {
    const bodies = [...objectsIn(openapi)].filter(({ node }) => isObject(node['content']));
    expect(bodies.length).toBeGreaterThan(0);
    for (const { node } of bodies) expect(at(node, '/content/application~1json/schema')).toBeTypeOf('object');
  });
});

describe('the examples of asyncapi.json', () => {
  const messages = Object.entries(at(asyncapi, '/components/messages') as Record<string, Json>);

  it.each(messages)('of %s are of its payload', (_name, message) => {
    const examples = message['examples'] as readonly { payload: unknown }[];
    const { $ref } = message['payload'] as { $ref: string };
    expect(examples.length).toBeGreaterThan(0);
    for (const { payload } of examples)
      expect(faultOf(follow('asyncapi.json', $ref) as Json, payload)).toBeNull();
  });

  it('of its binding are of their type', () => {
    const headers = at(asyncapi, '/channels/socket/bindings/ws/headers') as {
      properties: Record<string, Json>;
    };
    for (const header of Object.values(headers.properties)) {
      for (const value of header['examples'] as unknown[]) expect(faultOf(header, value)).toBeNull();
    }
  });
});
