import { CODES, type EndReason } from '@pug-network/protocol';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import * as sdk from '../src/index.js';
import * as testing from '../src/testing/index.js';
import { LOCAL_CODES, PugError, type PugErrorCode } from '../src/errors.js';
import { EVENT_NAMES } from './record.js';
import { host } from './relay/hosting.js';
import { Story } from './relay/story.js';
import { useRelay } from './relay/use-relay.js';
import { within } from './relay/wait.js';

let readme = '';
beforeAll(async () => {
  readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
});

const examples = (): string[] => Array.from(readme.matchAll(/^```js\n(.*?)^```/gms), ([, code]) => code!);

type Runnable = (...given: unknown[]) => Promise<void>;
const AsyncFunction = (async () => Promise.resolve()).constructor as new (...source: string[]) => Runnable;

/** Runs an example with what it imports, a console of the test's own and further names; gives what it printed. */
async function run(example: string, given: Record<string, unknown> = {}): Promise<string[]> {
  const lines: string[] = [];
  const console = { log: (...words: unknown[]) => lines.push(words.join(' ')) };
  const names = { ...sdk, ...testing, console, ...given };
  const code = example.replace(/^import .*$/gm, '');
  await within(new AsyncFunction(...Object.keys(names), code)(...Object.values(names)), 'the example to end');
  return lines;
}

describe('the README', () => {
  const relay = useRelay();

  it('has an example of ten lines that does what it says', async () => {
    const [example] = examples();
    expect(example!.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(10);
    const hosting = host(relay.current, new Story(), 2);
    const lines = await run(example!.replace('http://localhost:3000', relay.current.origin));
    await hosting;
    expect(lines).toEqual(['calm-otter-2: hello', 'purged']);
  });

  it('has an example that reads until the end', async () => {
    const story = new Story();
    const link = story.link(relay.current.origin);
    const running = run(examples()[1]!, { link });
    const peer = await relay.current.peer();
    peer.tell(story.admit((await peer.join()).tag), story.arrival());
    peer.send(story.frame(2, 'one'), story.frame(2, new Uint8Array(3)), story.frame(2, 'two'));
    peer.tell({ type: 'room:expired', reason: 'ttl' });
    expect(await running).toEqual(['calm-otter-2 one', 'calm-otter-2 two', 'over: expired']);
  });

  it('has an example that says when to try again', async () => {
    const link = new Story().link(relay.current.origin);
    const running = run(examples()[1]!, { link });
    const peer = await relay.current.peer();
    await peer.join();
    peer.close(4503);
    expect(await running).toEqual([`try again later: ${CODES.server_full.message}`]);
  });

  it('has an example of an app under test', async () => {
    expect(await run(examples()[2]!)).toEqual([
      'amber-otter: hello',
      'reconnecting',
      'joined',
      'expired',
      'false',
    ]);
  });

  it('has an example of an app under attack', async () => {
    expect(await run(examples()[3]!)).toEqual(['damaged, from amber-otter']);
  });

  it('has each error code in one row, as temporary as it is', () => {
    const rows = readme.split('\n').filter((line) => /^\| `.*\| (yes|no) /.test(line));
    const told = rows.flatMap((row) => {
      const [, codes = '', temporary = ''] = row.split('|');
      return Array.from(codes.matchAll(/`(\w+)`/g), ([, code]) => `${code} ${temporary.trim()}`);
    });
    const all = [...Object.keys(CODES), ...Object.keys(LOCAL_CODES)] as PugErrorCode[];
    const expected = all.map((code) => `${code} ${new PugError(code).temporary ? 'yes' : 'no'}`);
    expect(told.sort()).toEqual(expected.sort());
  });

  it('has every event, every reason and every function', () => {
    const first = Array.from(readme.matchAll(/^\| `(\w+)/gm), ([, name]) => name);
    const reasons = {
      ...{ left: 1, purged: 1, expired: 1, gone: 1 },
      ...{ removed: 1, refused: 1, lost: 1, misbehaving: 1 },
    } satisfies Record<EndReason, 1>;
    const functions = [
      'createRoom',
      'joinRoom',
      'parseRoomLink',
      'formatRoomLink',
      'relayLimits',
      'solve',
      'warmUp',
    ];
    expect(Object.keys(sdk).sort()).toEqual([...functions, 'LOCAL_CODES', 'PugError'].sort());
    expect(first).toEqual(expect.arrayContaining([...EVENT_NAMES, ...Object.keys(reasons), ...functions]));
  });
});
