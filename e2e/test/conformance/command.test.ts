import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Program } from '../support/process.js';
import { startRelay, type RelayProcess } from '../support/relay.js';

const PACKAGE = fileURLToPath(import.meta.resolve('@pug-network/conformance/package.json'));
const KIT = PACKAGE.replace('package.json', 'dist/cli.js');

let relay: RelayProcess;
const programs: Program[] = [];

beforeAll(async () => {
  // With the proof of work that a relay asks for by default.
  relay = await startRelay('uws', { POW_DIFFICULTY: '18' });
});

afterAll(async () => {
  await Promise.all([relay.program, ...programs].map((program) => program.end()));
});

async function kit(...args: string[]): Promise<{ code: number | null; output: string }> {
  const program = new Program([KIT, ...args]);
  programs.push(program);
  const code = await program.exit();
  return { code, output: program.output };
}

describe('pug-conformance', () => {
  it('checks a relay that runs with its defaults, and says what it cannot see there', async () => {
    const { code, output } = await kit(
      relay.origin,
      '--filter',
      'full.',
      '--filter',
      'create.room',
      '--filter',
      'join.joined',
    );
    expect(output).toMatch(/^✓ create\.room /m);
    expect(output).toMatch(/^✓ join\.joined /m);
    expect(output).toMatch(/^– full\.rooms .*--launch/m);
    expect(output).toContain(`${relay.origin}: 2 passed, 0 failed, 6 skipped`);
    expect(code).toBe(0);
  });

  it('shows what was sent, expected and received where a relay does otherwise', async () => {
    const { code, output } = await kit(relay.origin, '--filter', 'origin.all', '--allowed-origin', '*');
    expect(output).toMatch(/^✗ origin\.all /m);
    expect(output).toContain('docs/protocol.md#http: Under `*` too it is the Origin that is echoed.');
    expect(output).toContain('expected: 200');
    expect(output).toContain('received: 403');
    expect(output).toMatch(/http 1 sent GET \/api\/limits .*Origin: https:\/\/foreign\.example/);
    expect(code).toBe(1);
  });

  it.each([
    ['tap', /^TAP version 14$[\s\S]*^1\.\.1$[\s\S]*^ok 1 - health\.ok /m],
    [
      'junit',
      /<testsuites tests="1" failures="0" skipped="0"[\s\S]*<testcase classname="health" name="health\.ok: /,
    ],
    ['json', /"passed": 1,[\s\S]*"id": "health\.ok"/],
  ])('reports as %s', async (reporter, form) => {
    const { code, output } = await kit(relay.origin, '--filter', 'health.ok', '--reporter', reporter);
    expect(output).toMatch(form);
    expect(code).toBe(0);
  });

  it('lists its cases and the clauses they check', async () => {
    const { code, output } = await kit('--list', '--filter', 'join.room-full-before-secret');
    expect(output).toBe(
      [
        'join.room-full-before-secret',
        '    a wrong secret for a full room is room_full',
        '    3-join: the room is not full | `room_full`',
      ].join('\n'),
    );
    expect(code).toBe(0);
  });

  it('says in its help every flag that it takes', async () => {
    const { output } = await kit('--help');
    for (const flag of ['launch', 'filter', 'slow', 'difficulty', 'allowed-origin', 'reporter', 'list'])
      expect(output).toContain(`--${flag}`);
  });

  it.each([
    [['--nonsense'], 2],
    [['--reporter', 'html', 'http://127.0.0.1:1'], 2],
    [['--difficulty', '25', 'http://127.0.0.1:1'], 2],
    [[], 2],
    [['--launch', 'http://127.0.0.1:1'], 2],
    [['http://127.0.0.1:1', '--filter', 'there is no such case'], 2],
    [['http://127.0.0.1:1'], 3],
    [['ftp://127.0.0.1:1'], 3],
  ])('ends %j with %i', async (args, expected) => {
    const { code, output } = await kit(...args);
    expect(output).toMatch(/^pug-conformance: /);
    expect(code).toBe(expected);
  });

  it('refuses more work than it was told to do', async () => {
    const { code, output } = await kit(relay.origin, '--difficulty', '17');
    expect(output).toContain('asks for 18 bits of work');
    expect(code).toBe(3);
  });

  it('needs nothing of the relay, the SDK or the protocol package', async () => {
    const { dependencies } = JSON.parse(await readFile(PACKAGE, 'utf8')) as { dependencies: object };
    expect(Object.keys(dependencies)).toEqual(['ws']);
  });
});
