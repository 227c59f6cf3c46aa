import { beforeAll, describe, expect, it } from 'vitest';
import { faultsOfBlock } from './samples/languages.js';
import { faultsOfLinks } from './samples/links.js';
import { parseDocument, type Block } from './samples/markdown.js';
import { faultsOfNames } from './samples/names.js';
import { readSettings, type Settings } from './samples/settings.js';
import { faultsOfTypes } from './samples/types.js';

const LIMIT_MS = 60_000;
const FENCE = '```';

let settings: Settings;
beforeAll(async () => {
  settings = await readSettings();
});

/** A document with one block. */
const documentWith = (language: string, code: string) =>
  parseDocument('docs/made-up.md', `# Title\n\n${FENCE}${language}\n${code}\n${FENCE}\n`);
const blockWith = (language: string, code: string): Block => documentWith(language, code).blocks[0]!;

describe('a faulty sample is found', { timeout: LIMIT_MS }, () => {
  it.each([
    ['sh', 'npm run no-such-script', 'has no script no-such-script'],
    ['sh', 'pnpm --filter @pug-network/bench run no-such-bench', 'has no script no-such-bench'],
    ['sh', 'npm start -- --no-such-flag 1', 'unknown flag --no-such-flag'],
    ['sh', 'PORT=70000 npx @pug-network/server', 'PORT'],
    ['sh', 'MAX_ROMS=5 pug-server', 'MAX_ROMS is no setting'],
    ['sh', 'docker run -e NO_SUCH=1 image', 'NO_SUCH is no setting'],
    ['sh', 'npm install @pug-network/web', '@pug-network/web is not published'],
    ['sh', 'npx pug-conformance --no-such', 'has no --no-such'],
    ['sh', 'python3 examples/no-such.py', 'there is no examples/no-such.py'],
    ['sh', 'curl http://127.0.0.1:3000/metrics', 'the relay has no /metrics'],
    ['sh', 'frobnicate', 'nobody here knows the command frobnicate'],
    ['sh', 'echo $(date)', 'is more of a shell than is read here'],
    ['yaml', '- run: npm run no-such-script', 'has no script no-such-script'],
    ['json', '{ "a": 1, }', 'it is not JSON'],
    ['http', 'Content-Security-Policy', 'is no header'],
    ['html', '<pug-chat relay="https://chat.example" size="4"></pug-chat>', 'has no attribute size'],
    ['nginx', 'proxy_pass http://127.0.0.1:8080;', 'the relay does not listen on 8080'],
    ['nginx', 'proxy_read_timeout 30s;', 'proxy_read_timeout 30s; is too short'],
    ['nginx', 'proxy_set_header Host $hots;', 'nothing says what $hots is'],
    ['nginx', 'server {', 'a bracket stays open'],
    ['haproxy', 'frontend a\n    default_backend b', 'there is no backend b'],
    ['haproxy', '    timeout tunnel 30000', 'timeout tunnel 30000 is too short'],
    ['caddyfile', 'chat.example {\n\treverse_proxy 127.0.0.1:80\n}', 'the relay does not listen on 80'],
    ['ini', '[Service]\nEnvironment=MAX_ROMS=5', 'MAX_ROMS is no setting'],
    ['ini', '[Service]\nMemoryDenyWriteExecute=yes', 'V8 could not run in it'],
    ['ini', '[Service]\nExecStart=/usr/bin/node server.js', 'starts no relay'],
    ['dockerfile', 'FROM node:20-slim\nEXPOSE 3000', 'it runs as root'],
    ['dockerfile', 'FROM node:20-slim\nENV MAX_ROMS=5', 'MAX_ROMS is no setting'],
    ['cobol', 'STOP RUN.', 'nobody checks cobol'],
    ['', 'anything', 'says no language'],
  ])('%s: %s', async (language, code, fault) => {
    const found = await faultsOfBlock(blockWith(language, code), settings);
    expect(found).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
    expect(found.every((text) => text.startsWith('docs/made-up.md:3 '))).toBe(true);
  });

  it.each([
    ['js', "import { createRom } from '@pug-network/client-sdk';", "no exported member named 'createRom'"],
    [
      'js',
      "import { joinRoom } from '@pug-network/client-sdk';\n(await joinRoom('')).sent();",
      "'sent' does not exist",
    ],
    [
      'js',
      "import { joinRoom } from '@pug-network/client-sdk';\nawait joinRoom(link);",
      "Cannot find name 'link'",
    ],
    ['js', 'const a = ;', 'Expression expected'],
    ['ts', 'const a: string = 1;', 'not assignable'],
  ])('%s: %s', (language, code, fault) => {
    expect(faultsOfTypes([blockWith(language, code)])).toEqual([expect.stringContaining(fault)]);
  });

  it('but JavaScript may read what only some messages have', () => {
    const read = (name: string) =>
      `import { joinRoom } from '@pug-network/client-sdk';\n(await joinRoom('')).on('message', ({ ${name} }) => ${name});`;
    expect(faultsOfTypes([blockWith('js', read('text'))])).toEqual([]);
    expect(faultsOfTypes([blockWith('js', read('txet'))])).toEqual([
      expect.stringContaining("'txet' does not exist"),
    ]);
  });
});

describe('a faulty document is found', () => {
  const faultsIn = (text: string): string[] => {
    const document = parseDocument('docs/guides/made-up.md', text);
    return faultsOfLinks(document, new Map([[document.file, document]]));
  };

  it.each([
    ['a file that is not there', 'See [it](no-such.md).', 'no-such.md: is not there'],
    ['a picture that is not there', '![it](../images/no-such.png)', '../images/no-such.png: is not there'],
    ['a heading that is not there', '# A\n\n[b](#b)', '#b: has no such heading'],
    ['a place outside of the repository', '[it](../../../it.md)', 'leads out of the repository'],
    ['the root of a host', '[it](/docs/protocol.md)', 'begins at the root'],
    ['what is named on the next line', 'See [it\nhere](no-such.md).', ':1 no-such.md: is not there'],
  ])('by a link to %s', (_what, text, fault) => {
    expect(faultsIn(text)).toEqual([expect.stringContaining(fault)]);
  });

  it('but not by what a block or a code span holds', () => {
    expect(faultsIn(`\`[it](no-such.md)\`\n\n${FENCE}text\n[it](no-such.md)\n${FENCE}\n`)).toEqual([]);
  });

  it('and headings are named as GitHub names them', () => {
    const { anchors } = parseDocument(
      'a.md',
      '# `send()` & `on`\n## A, b\n## A b\n## 3. Join: it’s me_too\n',
    );
    expect([...anchors]).toEqual(['send--on', 'a-b', 'a-b-1', '3-join-its-me_too']);
  });

  it('by a setting or a flag that is none, where it is about the command', () => {
    const text = 'Set `MAX_ROMS` or `--max-roms 5` or `HOTS=1`, not `MAX_ROOMS`, `--port` or `LF`.';
    expect(faultsOfNames(parseDocument('docs/guides/operator.md', text), settings)).toEqual([
      'docs/guides/operator.md:1 MAX_ROMS is no setting',
      'docs/guides/operator.md:1 --max-roms is no flag',
      'docs/guides/operator.md:1 HOTS is no setting',
    ]);
    expect(faultsOfNames(parseDocument('docs/guides/sdk.md', text), settings)).toEqual([]);
  });

  it('by a block that nobody closes', () => {
    expect(() => parseDocument('a.md', `${FENCE}sh\nnpm start\n`)).toThrow('a.md:1 opens a block');
  });
});
