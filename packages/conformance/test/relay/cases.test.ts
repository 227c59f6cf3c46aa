import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { RELAY_CASES } from '../../src/relay/cases/index.js';
import { sectionsOf } from './specification.js';

const SPECIFICATION = new URL('../../../../docs/protocol.md', import.meta.url);
const ID = /^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/;

const sections = sectionsOf(await readFile(SPECIFICATION, 'utf8'));

describe('the cases of a relay', () => {
  it('have ids of their own, in one form', () => {
    const ids = RELAY_CASES.map(({ id }) => id);
    expect(ids.filter((id) => !ID.test(id))).toEqual([]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it.each(RELAY_CASES)('$id quotes the specification', ({ clause }) => {
    expect(sections.get(clause.section), `a section ${clause.section}`).toBeDefined();
    expect(sections.get(clause.section)).toContain(clause.text);
  });
});
