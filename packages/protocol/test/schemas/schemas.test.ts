import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { file, MESSAGES, objectsIn, readAll, SCHEMAS, strictAjv, type Json } from './schemas.js';

const README = new URL('../../schemas/README.md', import.meta.url);

/** The schemas within a file, by the pointer of each. */
const schemasIn = (name: string): { pointer: string; node: Json }[] =>
  [...objectsIn(file(name))].filter(
    ({ pointer, node }) =>
      !pointer.includes('/examples/') && ('type' in node || 'enum' in node) && !('const' in node),
  );

describe.each(SCHEMAS)('%s', (name) => {
  it('compiles under ajv in strict mode, with all that is defined in it', () => {
    const ajv = strictAjv();
    expect(ajv.getSchema(name)).toBeTypeOf('function');
    for (const definition of Object.keys(file(name)['$defs'] ?? {})) {
      expect(ajv.getSchema(`${name}#/$defs/${definition}`)).toBeTypeOf('function');
    }
  });

  it('is JSON Schema 2020-12, is known by the name of its file, and says what it is', () => {
    expect(file(name)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: name,
      title: expect.stringMatching(/\S/) as unknown,
      description: expect.stringMatching(
        /§\d|\(Errors\)|Also: limits|HTTP, Answers|Code table|Conventions/,
      ) as unknown,
    });
  });

  it('lets every object have fields that it does not know', () => {
    for (const { node } of objectsIn(file(name))) {
      expect(node).not.toHaveProperty('additionalProperties');
      expect(node).not.toHaveProperty('unevaluatedProperties');
    }
  });

  it('bounds every number and every string that has a form', () => {
    for (const { node, pointer } of schemasIn(name)) {
      if (node['type'] === 'integer')
        expect(node, pointer).toMatchObject({ minimum: expect.any(Number) as unknown });
      if (node['type'] === 'integer')
        expect(node, pointer).toMatchObject({ maximum: expect.any(Number) as unknown });
      if ('pattern' in node)
        expect(node, pointer).toMatchObject({ maxLength: expect.any(Number) as unknown });
    }
  });
});

describe.each(MESSAGES)('the message %s', (name) => {
  it('asks for every field that it knows', () => {
    const { required, properties } = file(`${name}.json`);
    expect(required).toEqual(Object.keys(properties as Json));
  });

  it('has an example', () => {
    expect((file(`${name}.json`)['examples'] as unknown[]).length).toBeGreaterThan(0);
  });
});

describe('the README', () => {
  it('tells of every file', async () => {
    const readme = await readFile(README, 'utf8');
    for (const name of readAll().keys()) expect(readme).toContain(`\`${name}\``);
  });

  it('shows code that does what its comments say', async () => {
    const example = /^```js\n(.*?)^```/ms.exec(await readFile(README, 'utf8'))?.[1] ?? '';
    const promised = [...example.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, comment]) => comment);
    expect(promised.length).toBeGreaterThan(0);
    const run = ['--input-type=module', '--no-warnings', '--eval', example];
    const cwd = fileURLToPath(new URL('../..', import.meta.url));
    const env = { ...process.env, FORCE_COLOR: '0' };
    const { stdout } = await promisify(execFile)(process.execPath, run, { cwd, env });
    expect(stdout.trim().split('\n')).toEqual(promised);
  });
});
