import { beforeAll, describe, expect, it } from 'vitest';
import { faultsOfBlock } from './samples/languages.js';
import { faultsOfLinks } from './samples/links.js';
import { markdownFiles, readDocument, type Document } from './samples/markdown.js';
import { faultsOfNames } from './samples/names.js';
import { readSettings, type Settings } from './samples/settings.js';
import { faultsOfTypes, TYPED } from './samples/types.js';

/** A compiler over all types, and a process for each sample that starts a relay. */
const LIMIT_MS = 120_000;

let documents: ReadonlyMap<string, Document>;
let settings: Settings;
beforeAll(async () => {
  const files = await markdownFiles();
  const read = files.map(async (file) => [file, await readDocument(file)] as const);
  documents = new Map(await Promise.all(read));
  settings = await readSettings();
});

describe('the documents', () => {
  it('are all there', () => {
    const guides = ['start-here', 'sdk', 'operator', 'embed'].map((name) => `docs/guides/${name}.md`);
    expect([...documents.keys()]).toEqual(
      expect.arrayContaining(['README.md', 'docs/protocol.md', ...guides]),
    );
  });

  it('have links that lead somewhere', () => {
    expect([...documents.values()].flatMap((document) => faultsOfLinks(document, documents))).toEqual([]);
  });

  it('name settings and flags that there are', () => {
    expect([...documents.values()].flatMap((document) => faultsOfNames(document, settings))).toEqual([]);
  });

  it(
    'have samples that hold what can be said of them by themselves',
    async () => {
      const faults: string[] = [];
      for (const { blocks } of documents.values()) {
        for (const block of blocks) faults.push(...(await faultsOfBlock(block, settings)));
      }
      expect(faults).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'have samples whose types fit',
    () => {
      const typed = Array.from(documents.values(), ({ blocks }) =>
        blocks.filter(({ language }) => language in TYPED),
      );
      expect(typed.flatMap(faultsOfTypes)).toEqual([]);
    },
    LIMIT_MS,
  );
});
