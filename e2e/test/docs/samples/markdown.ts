import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { slugsOf } from './slug.js';

/** The root of the repository, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** A fenced block: what its fence says, what is in it, and where it begins. */
export interface Block {
  /** Its document, from the root of the repository. */
  readonly file: string;
  /** The line of its first fence, from 1. */
  readonly line: number;
  /** The first word behind the fence; empty where there is none. */
  readonly language: string;
  /** The words behind that. */
  readonly name: string;
  readonly code: string;
}

/** A Markdown document, taken apart. */
export interface Document {
  readonly file: string;
  readonly blocks: readonly Block[];
  /** Its lines with neither blocks nor code spans, so that a line keeps its number. */
  readonly prose: readonly string[];
  /** Its code spans, with their lines. */
  readonly spans: readonly { readonly line: number; readonly text: string }[];
  /** The anchors of its headings, as GitHub makes them. */
  readonly anchors: ReadonlySet<string>;
}

/** Generated, installed, or not documentation. */
const NOT_OURS = new Set(['node_modules', 'dist', 'build', 'api', 'site', 'CHANGELOG.md']);
const FENCE = /^\s*(`{3,}|~{3,})(.*)$/;
const SPAN = /(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/g;

/** Every Markdown file of the repository, from its root, in order. */
export async function markdownFiles(folder = ''): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(ROOT, folder), { withFileTypes: true })) {
    if (entry.name.startsWith('.') || NOT_OURS.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await markdownFiles(path)));
    else if (entry.name.endsWith('.md')) found.push(path);
  }
  return found.sort();
}

/** Reads a document and takes it apart. */
export const readDocument = async (file: string): Promise<Document> =>
  parseDocument(file, await readFile(join(ROOT, file), 'utf8'));

/** Takes a document apart. Throws where a fence is left open. */
export function parseDocument(file: string, text: string): Document {
  const { blocks, outside } = separate(file, text.split('\n'));
  const headings = outside.flatMap((line) => /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1] ?? []);
  const spans = outside.flatMap((line, at) =>
    Array.from(line.matchAll(SPAN), ([, , code = '']) => ({ line: at + 1, text: code.trim() })),
  );
  const prose = outside.map((line) => line.replace(SPAN, ''));
  return { file, blocks, prose, spans, anchors: new Set(slugsOf(headings)) };
}

/** Blocks, and what is outside of them. */
function separate(file: string, lines: readonly string[]): { blocks: Block[]; outside: string[] } {
  const blocks: Block[] = [];
  const outside: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [, fence = '', info = ''] = FENCE.exec(lines[at] ?? '') ?? [];
    outside.push(fence === '' ? (lines[at] ?? '') : '');
    if (fence === '') continue;
    const end = lines.findIndex((line, i) => i > at && line.trim() === fence);
    if (end < 0) throw new Error(`${file}:${at + 1} opens a block and never closes it`);
    const code = lines.slice(at + 1, end).join('\n');
    const [language = '', ...name] = info.trim().split(/\s+/);
    blocks.push({ file, line: at + 1, language, name: name.join(' '), code: `${code}\n` });
    outside.push(...new Array<string>(end - at).fill(''));
    at = end;
  }
  return { blocks, outside };
}

/** Where a block is, for people. */
export const placeOf = ({ file, line }: Pick<Block, 'file' | 'line'>): string => `${file}:${line}`;
