import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LOCAL_CODES } from '@pug-network/client-sdk';
import { PugChatElement, type PugChatEvents } from '@pug-network/embed';
import { CODES, type EndReason } from '@pug-network/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { blockOf } from '../support/examples.js';
import { Program } from '../support/process.js';
import { GUIDE } from './support/guide.js';

const TYPES_LIMIT_MS = 60_000;
const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const TSC = `${MODULES}/typescript/bin/tsc`;
const CONFIG = {
  compilerOptions: {
    ...{ target: 'ES2022', module: 'ESNext', moduleResolution: 'bundler', jsx: 'react-jsx' },
    ...{ lib: ['ES2023', 'DOM', 'DOM.Iterable'], types: [], strict: true, noEmit: true },
  },
  files: ['chat.tsx'],
};
/** What the types allow, and what they do not. */
const USES = `
  export const all = <pug-chat relay="https://chat.example" mode="panel" ttl={600} onended={({ detail }) => detail.reason} />;
  document.querySelector('pug-chat')?.addEventListener('link', ({ detail }) => detail.link);
  // @ts-expect-error
  export const none = <pug-chat mode="panel" />;
`;

let guide = '';
beforeAll(async () => {
  guide = await readFile(GUIDE, 'utf8');
});

/** What the first columns of a section's tables name, their heads aside. */
const namesIn = (title: string): string[] => {
  const [, section = ''] = guide.split(`\n## ${title}\n`);
  const [own = ''] = section.split('\n## ');
  return Array.from(own.matchAll(/^\| `([\w-]+)(?!.*\n\| -)/gm), ([, name]) => name!);
};

describe('the guide to the chat in a site', () => {
  it('names every attribute', () => {
    const all = [...PugChatElement.observedAttributes, 'share-link-with-host'];
    expect(namesIn('Attributes').sort()).toEqual(all.sort());
  });

  it('names every method', () => {
    const members = Object.entries(Object.getOwnPropertyDescriptors(PugChatElement.prototype));
    const functions = members.filter(([, { value }]) => typeof value === 'function').map(([name]) => name);
    const own = functions.filter((name) => !/^constructor$|Callback$/.test(name));
    // Read, it is the method; set, it is the attribute.
    expect(namesIn('Methods').sort()).toEqual([...own, 'open'].sort());
  });

  it('names every event, and every reason for an end', () => {
    const events = {
      ...{ ready: 1, opened: 1, closed: 1, created: 1, joined: 1 },
      ...{ left: 1, unread: 1, ended: 1, error: 1, link: 1 },
    } satisfies Record<keyof PugChatEvents, 1>;
    const reasons = {
      ...{ left: 1, purged: 1, expired: 1, gone: 1 },
      ...{ removed: 1, refused: 1, lost: 1, misbehaving: 1 },
    } satisfies Record<EndReason, 1>;
    expect(namesIn('Events').sort()).toEqual([...Object.keys(events), ...Object.keys(reasons)].sort());
  });

  it('names codes that there are, and the ones of the element', () => {
    const [, section = ''] = guide.split('\n## When something does not work\n');
    const cells = Array.from(section.matchAll(/^\| (`[^|]*)(?!.*\n\| -)\|/gm), ([, cell]) => cell!);
    const named = cells.flatMap((cell) => Array.from(cell.matchAll(/`(\w+)`/g), ([, code]) => code!));
    const known = [...Object.keys(CODES), ...Object.keys(LOCAL_CODES), 'frame_refused', 'unexpected'];
    expect(named.filter((code) => !known.includes(code))).toEqual([]);
    expect(named).toEqual(expect.arrayContaining(['frame_refused', 'invalid_argument', 'network']));
  });

  it(
    'has types for React that fit, and that know what is missing',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'pug-types-'));
      try {
        await symlink(MODULES, join(folder, 'node_modules'), 'junction');
        await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(CONFIG));
        await writeFile(join(folder, 'chat.tsx'), (await blockOf(GUIDE, 'ts types')) + USES);
        const program = new Program([TSC, '-p', folder, '--pretty', 'false']);
        const code = await program.exit(TYPES_LIMIT_MS);
        expect(program.output).toBe('');
        expect(code).toBe(0);
      } finally {
        await rm(folder, { recursive: true });
      }
    },
    TYPES_LIMIT_MS,
  );
});
