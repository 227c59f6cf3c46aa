import { describe, expect, it } from 'vitest';
import { Mismatch } from '../../src/check.js';
import { failureOf, type Outcome } from '../../src/outcome.js';
import { REPORTERS, type ReporterName } from '../../src/report/index.js';

const clause = { section: '3-join', text: 'the room exists | `room_not_found`' };
const line = { at: 3, on: 'socket 1', did: 'sent', what: 'text {"a":"<b>"}\r\n\u0007' } as const;
const failure = failureOf(new Mismatch('the <code> # of it', 'room_full', undefined), [line]);

const OUTCOMES: readonly Outcome[] = [
  { id: 'join.one', title: 'one & "all" #1', clause, status: 'passed', ms: 12 },
  { id: 'join.two', title: 'two', clause, status: 'failed', ms: 1_500, failure },
  { id: 'join.three', title: 'three', clause, status: 'skipped', ms: 0, reason: 'takes 60 s' },
];

function report(name: ReporterName): string {
  let written = '';
  const reporter = REPORTERS[name]((text) => (written += text), 'http://relay.example');
  for (const outcome of OUTCOMES) reporter.outcome(outcome);
  reporter.end(OUTCOMES);
  return written;
}

describe('a report', () => {
  it('as text tells each case, and of a failure the clause, what was expected, what came and what was sent', () => {
    expect(report('text').split('\n')).toEqual([
      '✓ join.one  one & "all" #1',
      '✗ join.two  two  (1.5 s)',
      '    docs/protocol.md#3-join: the room exists | `room_not_found`',
      '    the <code> # of it',
      '    expected: "room_full"',
      '    received: nothing',
      '         3 ms  socket 1 sent text {"a":"<b>"}\\r\\n\\u0007',
      '– join.three  three  (takes 60 s)',
      '',
      'http://relay.example: 1 passed, 1 failed, 1 skipped',
      '',
    ]);
  });

  it('as TAP has a plan, a point for each case and the failure in YAML', () => {
    const lines = report('tap').split('\n');
    expect(lines.slice(0, 3)).toEqual(['TAP version 14', '# http://relay.example', '1..3']);
    expect(lines).toContain('ok 1 - join.one one & "all" \\#1');
    expect(lines).toContain('not ok 2 - join.two two');
    expect(lines).toContain('ok 3 - join.three three # SKIP takes 60 s');
    expect(lines).toContain('    expected: "room_full"');
  });

  it('as JUnit is XML that keeps its characters', () => {
    const xml = report('junit');
    expect(xml).toContain('<testsuites tests="3" failures="1" skipped="1" time="1.512">');
    expect(xml).toContain('name="join.one: one &amp; &quot;all&quot; #1" time="0.012"/>');
    expect(xml).toContain('<failure message="the &lt;code&gt; # of it">');
    expect(xml).toContain('<skipped message="takes 60 s"/>');
    expect(xml).not.toContain('\u0007');
  });

  it('as JSON holds everything', () => {
    expect(JSON.parse(report('json'))).toEqual({
      protocol: 'pug.v1',
      subject: 'http://relay.example',
      passed: 1,
      failed: 1,
      skipped: 1,
      cases: OUTCOMES,
    });
  });
});
