import { bounded } from '../bounded.js';
import type { TestPage } from './browser.js';

/** The longest that one evaluation may take. */
export const EVALUATION_LIMIT_MS = 60_000;

/** Thrown where what was evaluated in a page throws; name, message and code are those of the page's error. */
export class PageError extends Error {
  readonly code: unknown;

  constructor({ name, message, code }: ErrorInPage) {
    super(message);
    this.name = name;
    this.code = code;
  }
}

interface ErrorInPage {
  readonly name: string;
  readonly message: string;
  readonly code?: unknown;
}

interface Answer {
  readonly value?: unknown;
  readonly error?: ErrorInPage;
}

/** Evaluates an expression whose value is a promise of a string, and gives that string. */
export type Run = (expression: string) => Promise<unknown>;

/** The one way in which all browsers evaluate; each adds how an expression gets into its page. */
export function evaluateBy(run: Run): TestPage['evaluate'] {
  return async (work: string | ((...args: never[]) => unknown), ...args: readonly unknown[]) => {
    const expression = typeof work === 'string' ? work : callOf(work, args);
    const text = await bounded(run(answerOf(expression)), 'an evaluation', EVALUATION_LIMIT_MS);
    const { value, error } = JSON.parse(text as string) as Answer;
    if (error !== undefined) throw new PageError(error);
    return value as never;
  };
}

function callOf(work: (...args: never[]) => unknown, args: readonly unknown[]): string {
  return `(${work.toString()})(...${JSON.stringify(args)})`;
}

function answerOf(expression: string): string {
  return `(async () => {
    try {
      return JSON.stringify({ value: await (${expression}) });
    } catch (error) {
      const { name = 'Error', message = String(error), code } = Object(error);
      return JSON.stringify({ error: { name, message, code } });
    }
  })()`;
}
