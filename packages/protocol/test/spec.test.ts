import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { base64urlLength } from '../src/base64url.js';
import { CODES, type CodeRow } from '../src/codes.js';
import * as c from '../src/constants.js';

const ROOT = new URL('../../../', import.meta.url);
const DOCUMENT = readFileSync(new URL('docs/protocol.md', ROOT), 'utf8');
/** Without examples and line breaks, so that a sentence is found wherever its lines end. */
const PROSE = DOCUMENT.replace(/^```[^]*?^```$/gm, '').replace(/\s+/g, ' ');

const n = (value: number): string => value.toLocaleString('en-US');
const s = (ms: number): string => `${n(ms / 1_000)} s`;
const kib = (bytes: number): string => `${n(bytes / 1_024)} KiB`;
const size = (bytes: number): string => `${bytes} bytes, ${base64urlLength(bytes)} characters`;

/** The cells of the table between a pair of marks, without its head. */
function rowsOf(name: string): string[][] {
  const table = new RegExp(`<!-- ${name}:begin[^]*?-->([^]*)<!-- ${name}:end -->`).exec(DOCUMENT)?.[1] ?? '';
  const lines = table.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

const { DEFAULT_TTL_S: ttl, DEFAULT_CAPACITY: capacity, DEFAULT_RATE: rate } = c;

/** "All numbers", made here from the source and not from what the tables are written from. */
const NUMBERS: Readonly<Record<string, string>> = {
  'roomId, roomSecret, tag': size(c.ROOM_SECRET_BYTES),
  key: size(c.KEY_BYTES),
  'request body': `at most ${n(c.MAX_REQUEST_BODY_BYTES)} bytes`,
  'preflight lifetime': s(c.PREFLIGHT_MAX_AGE_S * 1_000),
  'challenge token': `at most ${c.MAX_TOKEN_CHARS} characters, ${s(c.CHALLENGE_TTL_MS)}`,
  'difficulty; highest that a client accepts': `${c.DEFAULT_DIFFICULTY_BITS}; ${c.MAX_DIFFICULTY_BITS}`,
  nonce: `1 to ${c.MAX_NONCE_CHARS} characters`,
  'session token': `${s(c.SESSION_TTL_MS)}, one room`,
  'redeemed tokens remembered; sessions remembered': `${n(c.MAX_REDEEMED_TOKENS)}; ${n(c.MAX_SESSIONS)}`,
  'ttl: lowest, highest, default': `${n(ttl.min)}, ${n(ttl.max)}, ${n(ttl.default)} s`,
  'ttl with more than half of the rooms taken': `at most max(lowest, ${c.CROWDED_TTL_S}) s`,
  'capacity: lowest, highest, default': `${capacity.min}, ${capacity.max}, ${capacity.default}; a deployment's highest ≤ ${c.HIGHEST_CAPACITY}`,
  'text frame to the relay': `at most ${n(c.MAX_CONTROL_BYTES)} bytes`,
  'time to join': s(c.JOIN_TIMEOUT_MS),
  username: `at most ${c.MAX_USERNAME_CHARS} characters`,
  view: size(c.VIEW_BYTES),
  frame: `at most ${n(c.MAX_FRAME_BYTES)} bytes`,
  blob: `${c.MIN_BLOB_BYTES} to ${n(c.MAX_FRAME_BYTES - c.MESSAGE_HEADER_BYTES)} bytes`,
  'sent and not echoed': `at most ${c.MAX_UNECHOED_MESSAGES} messages and ${kib(c.MAX_UNECHOED_BYTES)}`,
  'client keep-alive; wait for its answer': `after ${s(c.KEEP_ALIVE_AFTER_MS)}; ${s(c.KEEP_ALIVE_ANSWER_MS)}`,
  'relay ping; silence until cut off': `at least every 30 s; ${s(c.SILENCE_LIMIT_MS)}`,
  'time to drain after the TTL': s(c.DRAIN_LIMIT_MS),
  'messages, bytes a second; bursts': `${rate.frames}, ${kib(rate.bytes)}; ${rate.frameBurst}, ${kib(rate.byteBurst)}`,
  'unsent to a member': `at most ${kib(c.MAX_UNSENT_BYTES)}`,
  AAD: `${c.AAD_BYTES} bytes`,
  body: `at most ${n(c.MAX_MESSAGE_BODY_BYTES)} bytes`,
  plaintext: `multiple of ${c.PADDING_BLOCK_BYTES}, at most ${n(c.MAX_PLAINTEXT_BYTES)} bytes`,
  'silence about early epochs': `first ${s(c.EPOCH_GRACE_MS)} in the room`,
  'views remembered': `at least the last ${n(c.MIN_REMEMBERED_VIEWS)}`,
};

/** Sentences of the document that say a number in words of their own. */
const SENTENCES: readonly string[] = [
  `A body is at most ${n(c.MAX_REQUEST_BODY_BYTES)} bytes`,
  `| ${s(c.CHALLENGE_TTL_MS)} after the token was made |`,
  `leading zero bits asked for: ${c.DEFAULT_DIFFICULTY_BITS}`,
  `A client MUST refuse a \`difficulty\` over ${c.MAX_DIFFICULTY_BITS}.`,
  `A session token lives ${s(c.SESSION_TTL_MS)} and creates one room.`,
  `${n(c.MAX_REDEEMED_TOKENS)} redeemed tokens or ${n(c.MAX_SESSIONS)} sessions are remembered already`,
  `max(minimum ttl, ${c.CROWDED_TTL_S}) seconds`,
  `its highest capacity is at most ${c.HIGHEST_CAPACITY}.`,
  `within ${s(c.JOIN_TIMEOUT_MS)} of the connection's start`,
  `in both directions, at most ${n(c.MAX_FRAME_BYTES)} bytes in all`,
  `more than ${c.MAX_UNECHOED_MESSAGES} messages, nor more than ${kib(c.MAX_UNECHOED_BYTES)}, sent`,
  `A client sends it after ${s(c.KEEP_ALIVE_AFTER_MS)} without receiving anything.`,
  `If ${s(c.KEEP_ALIVE_ANSWER_MS)} later there is no answer`,
  `a peer that was silent for ${s(c.SILENCE_LIMIT_MS)}.`,
  `has not drained them in ${s(c.DRAIN_LIMIT_MS)} is cut off`,
  `| data messages | ${rate.frames} a second | ${rate.frameBurst} |`,
  `| their bytes | ${kib(rate.bytes)} a second | ${kib(rate.byteBurst)} |`,
  `A member with more than ${kib(c.MAX_UNSENT_BYTES)} waiting unsent`,
  `b from 0 to ${n(c.MAX_MESSAGE_BODY_BYTES)}`,
  `a positive multiple of ${c.PADDING_BLOCK_BYTES}, at most ${n(c.MAX_PLAINTEXT_BYTES)};`,
  `silently during the receiver's first ${s(c.EPOCH_GRACE_MS)} in the room`,
  `from its own join on, at least the last ${n(c.MIN_REMEMBERED_VIEWS)}.`,
];

describe('the specification', () => {
  it('has tables as the script writes them', async () => {
    const script = fileURLToPath(new URL('scripts/spec-tables.js', ROOT));
    await promisify(execFile)(process.execPath, [script, '--check']);
  });

  it('lists every number as the source has it', () => {
    const listed = rowsOf('numbers').map(([what, value]) => [what, value]);
    expect(Object.fromEntries(listed)).toEqual(NUMBERS);
  });

  it.each(SENTENCES)('says “%s”', (sentence) => {
    expect(PROSE).toContain(sentence);
  });

  it('lists every code as the source has it', () => {
    const table: Readonly<Record<string, CodeRow>> = CODES;
    const expected = Object.entries(table).map(([code, { http, close, action }]) => [
      `\`${code}\``,
      String(http ?? ''),
      String(close ?? (http === undefined ? 'stays open' : '')),
      action === 'none' ? '–' : action.replace('-', ' '),
    ]);
    const listed = rowsOf('codes').map(([code, http, close, , client]) => [code, http, close, client]);
    expect(listed.sort()).toEqual(expected.sort());
  });

  it('links to headings that it has', () => {
    const headings = [...DOCUMENT.matchAll(/^#+ (.+)$/gm)];
    const anchors = headings.map(([, text = '']) =>
      text
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    );
    const links = [...DOCUMENT.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((anchor) => !anchors.includes(anchor ?? ''))).toEqual([]);
    expect(new Set(anchors).size).toBe(anchors.length);
  });
});

describe('the diagrams of the specification', () => {
  const images = [...DOCUMENT.matchAll(/!\[(.+)\]\((images\/diagrams\/\w+\.svg)\)/g)].map(
    ([, , path]) => path!,
  );

  it('are four', () => {
    expect(images).toHaveLength(4);
    expect(DOCUMENT).not.toContain('```mermaid');
  });

  it.each(images)('%s describes itself, fits light and dark, and loads nothing', (path) => {
    const svg = readFileSync(new URL(`docs/${path}`, ROOT), 'utf8');
    expect(svg).toMatch(/<title id="title">.+<\/title>\n\s*<desc id="desc">\s*\S/);
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
      /<script|href|@import|https?:|url\((?!#)/,
    );
  });
});
