import { join } from 'node:path';
import * as sdk from '@pug-network/client-sdk';
import { transform } from 'esbuild';
import { bounded } from '../../support/bounded.js';
import { blockOf } from '../../support/examples.js';
import { ROOT } from './markdown.js';

/** What a sample exports, by name, and what it printed, a line each. */
export interface Ran {
  readonly exported: Readonly<Record<string, (...args: never[]) => unknown>>;
  readonly lines: readonly string[];
}

type Runnable = (...given: unknown[]) => Promise<Ran['exported']>;
const AsyncFunction = (async () => Promise.resolve()).constructor as new (...source: string[]) => Runnable;

/** A block of a document, by what its fence says. */
export const sampleOf = (file: string, info: string): Promise<string> => blockOf(join(ROOT, file), info);

/**
 * Runs a sample of JavaScript or TSX in this process, with the names that it imports, a console of the test's own, and
 * what it takes from around it.
 */
export async function runSample(code: string, given: Readonly<Record<string, unknown>> = {}): Promise<Ran> {
  const lines: string[] = [];
  const console = { log: (...words: unknown[]) => lines.push(words.map(String).join(' ')) };
  const names = { ...sdk, console, ...given };
  const run = new AsyncFunction(...Object.keys(names), await bodyOf(code));
  return { exported: await bounded(run(...Object.values(names)), 'a sample to end'), lines };
}

/** A module as the body of a function: its imports are its parameters, its exports what it returns. */
async function bodyOf(code: string): Promise<string> {
  const exported = Array.from(code.matchAll(/^export (?:async )?function (\w+)/gm), ([, name]) => name);
  const plain = await transform(code, { loader: 'tsx', jsx: 'transform', format: 'esm', target: 'es2022' });
  const body = plain.code.replace(/^import [^;]*;$|^export \{[^}]*\};$/gm, '');
  return `${body.replace(/^export (?=(?:async )?function)/gm, '')}\nreturn { ${exported.join(', ')} };`;
}
