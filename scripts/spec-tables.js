// Writes the tables of codes and of numbers in docs/protocol.md from what packages/protocol was built to, so that neither
// can drift. `--check` writes nothing and exits 1 where a table differs. The tables' words are in spec-tables.json: in
// packages/protocol they would be part of every client.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import prettier from 'prettier';
import { ROOT } from './process.js';

const DOCUMENT = join(ROOT, 'docs/protocol.md');
const WORDS = join(ROOT, 'scripts/spec-tables.json');
const COMMAND = 'node scripts/spec-tables.js';

/** What is wrong with the words, the document or the build, as a sentence. */
class SpecError extends Error {}

/** Value → text, by the unit that follows a placeholder's expression. */
const units = (protocol) => ({
  '': whole,
  s: (ms) => `${whole(ms / 1_000)} s`,
  KiB: (bytes) => `${whole(bytes / 1_024)} KiB`,
  characters: (bytes) => `${protocol.base64urlLength(bytes)} characters`,
});

const whole = (value) => value.toLocaleString('en-US');

/** The value of `NAME`, `NAME.field`, `A=B` (which must be equal) or `A-B`. */
function evaluate(expression, protocol) {
  if (expression.includes('=')) {
    const values = expression.split('=').map((part) => evaluate(part, protocol));
    if (new Set(values).size > 1) throw new SpecError(`${expression} does not hold: ${values.join(', ')}`);
    return values[0];
  }
  return expression
    .split('-')
    .map((path) => numberAt(path, protocol))
    .reduce((total, value) => total - value);
}

function numberAt(path, protocol) {
  const value = path.split('.').reduce((from, name) => from?.[name], protocol);
  if (typeof value !== 'number') throw new SpecError(`packages/protocol has no number ${path}`);
  return value;
}

const filled = (text, protocol) =>
  text.replace(/\{(\S+?)(?: (\w+))?\}/g, (_all, expression, unit = '') =>
    units(protocol)[unit](evaluate(expression, protocol)),
  );

const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

function codesTable(words, protocol) {
  const { CODES } = protocol;
  const unmatched = [
    ...Object.keys(CODES).filter((code) => !(code in words)),
    ...Object.keys(words).filter((code) => !(code in CODES)),
  ];
  if (unmatched.length > 0) {
    throw new SpecError(`in one of codes.ts and scripts/spec-tables.json alone: ${unmatched.join(', ')}`);
  }
  const rows = Object.entries(words).map(([code, meaning]) => {
    const { http, close, action } = CODES[code];
    const closes = close ?? (http === undefined ? 'stays open' : '');
    const client = action === 'none' ? '–' : action.replace('-', ' ');
    return [`\`${code}\``, http ?? '', closes, filled(meaning, protocol), client];
  });
  return table(['code', 'HTTP', 'close', 'meaning', 'client'], rows);
}

const numbersTable = (words, protocol) =>
  table(
    ['what', 'value', 'section'],
    words.map((cells) => cells.map((cell) => filled(cell, protocol))),
  );

/** The document with what is between a table's marks replaced. */
function withTable(document, name, formatted) {
  const marks = new RegExp(`(<!-- ${name}:begin\\b.*-->\n)[^]*?(<!-- ${name}:end -->)`);
  if (!marks.test(document))
    throw new SpecError(`docs/protocol.md has no marks ${name}:begin and ${name}:end`);
  return document.replace(marks, (_all, begin, end) => `${begin}\n${formatted}\n${end}`);
}

async function loadProtocol() {
  try {
    return await import(new URL('../packages/protocol/dist/index.js', import.meta.url));
  } catch (cause) {
    throw new SpecError('packages/protocol is not built: pnpm --filter @pug-network/protocol build', {
      cause,
    });
  }
}

async function main({ isCheck }) {
  const protocol = await loadProtocol();
  const words = JSON.parse(await readFile(WORDS, 'utf8'));
  const before = await readFile(DOCUMENT, 'utf8');
  const style = { ...(await prettier.resolveConfig(DOCUMENT)), parser: 'markdown' };
  const tables = { codes: codesTable(words.codes, protocol), numbers: numbersTable(words.numbers, protocol) };
  let after = before;
  for (const [name, text] of Object.entries(tables)) {
    const next = withTable(after, name, await prettier.format(text, style));
    if (isCheck && next !== after) {
      throw new SpecError(`the table of ${name} in docs/protocol.md is not what packages/protocol says`);
    }
    after = next;
  }
  if (after !== before) await writeFile(DOCUMENT, after);
}

try {
  await main({ isCheck: process.argv.includes('--check') });
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
  console.error(`${error.message}\nTo write the tables anew: ${COMMAND}`);
  process.exitCode = 1;
}
