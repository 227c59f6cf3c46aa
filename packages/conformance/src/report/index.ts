import { json } from './json.js';
import { junit } from './junit.js';
import type { MakeReporter } from './reporter.js';
import { tap } from './tap.js';
import { text } from './text.js';

/** By the name that `--reporter` takes. */
export const REPORTERS: Readonly<Record<'text' | 'tap' | 'junit' | 'json', MakeReporter>> = {
  text,
  tap,
  junit,
  json,
};

/** What `--reporter` takes. */
export type ReporterName = keyof typeof REPORTERS;
