import { count, type Outcome } from '../outcome.js';
import { describeFailure, type MakeReporter } from './reporter.js';

const SECOND_MS = 1_000;

/** JUnit's XML, as CI servers read it: one suite, a class for each step. */
export const junit: MakeReporter = (write, subject) => ({
  outcome: () => undefined,
  end: (outcomes) => {
    const { failed, skipped } = count(outcomes);
    const seconds = outcomes.reduce((sum, { ms }) => sum + ms, 0) / SECOND_MS;
    const counts = `tests="${outcomes.length}" failures="${failed}" skipped="${skipped}" time="${seconds.toFixed(3)}"`;
    write(`<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n`);
    write(`  <testsuite name="${escape(subject)}" ${counts}>\n`);
    for (const outcome of outcomes) write(caseOf(outcome));
    write('  </testsuite>\n</testsuites>\n');
  },
});

function caseOf(outcome: Outcome): string {
  const { id, title, ms } = outcome;
  const [step = ''] = id.split('.');
  const head = `    <testcase classname="${escape(step)}" name="${escape(`${id}: ${title}`)}" time="${(ms / SECOND_MS).toFixed(3)}"`;
  const content = contentOf(outcome);
  return content === '' ? `${head}/>\n` : `${head}>${content}</testcase>\n`;
}

function contentOf(outcome: Outcome): string {
  const { status, reason, failure } = outcome;
  if (status === 'skipped') return `<skipped message="${escape(reason ?? '')}"/>`;
  if (failure === undefined) return '';
  return `<failure message="${escape(failure.message)}">${escape(describeFailure(outcome).join('\n'))}</failure>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** XML 1.0 has no place for most control characters, not even escaped ones, nor for lone surrogates. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"\n]/g, (character) => ENTITIES[character] ?? character);
}
