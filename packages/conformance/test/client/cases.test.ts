import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { CLIENT_CASES } from '../../src/client/cases/index.js';
import { sectionsOf } from '../relay/specification.js';

const SPECIFICATION = new URL('../../../../docs/protocol.md', import.meta.url);
const ID = /^client\.[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/;
const FEWEST = 170;

const sections = sectionsOf(await readFile(SPECIFICATION, 'utf8'));

describe('the cases of a client', () => {
  it('are many, and have ids of their own in one form', () => {
    const ids = CLIENT_CASES.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(FEWEST);
    expect(ids.filter((id) => !ID.test(id))).toEqual([]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it.each(CLIENT_CASES)('$id quotes the specification', ({ clause }) => {
    expect(sections.get(clause.section), `a section ${clause.section}`).toBeDefined();
    expect(sections.get(clause.section)).toContain(clause.text);
  });
});
