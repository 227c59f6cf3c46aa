import { CLIENT_CASES, runClientCases } from '@pug-network/conformance';
import { createRoom, joinRoom, type Message, type Room } from '@pug-network/client-sdk';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { bounded } from './support/bounded.js';
import { describeInPython, PythonProgram, startDriver } from './support/python.js';
import { startRelay, type RelayProcess } from './support/relay.js';

// 229 and 485 bytes fill their blocks; 15,845 is the longest.
const SIZES = [0, 1, 229, 230, 485, 486, 15_844, 15_845];
const TEXTS = ['grüße 🐾', `${'ü'.repeat(7_922)}u`, ...SIZES.map((size) => 'x'.repeat(size))];
/** The rest of the kit takes longer, and is mostly about bytes that the vectors have as well. */
const KIT_GROUPS = ['view', 'presence', 'echo', 'order', 'leave', 'purge', 'end', 'ignore'];
/** Most of a case is waiting for what should not come. */
const KIT_CONCURRENCY = 8;
const KIT_LIMIT_MS = 180_000;
const VALUE = { grüße: ['🐾', 1.5, null] };

const programs: PythonProgram[] = [];
const python = (...args: string[]): PythonProgram => {
  const program = new PythonProgram(...args);
  programs.push(program);
  return program;
};
afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.end()));
});

describeInPython('the example in Python', () => {
  it('agrees with the test vectors, and holds out against a bad relay', async () => {
    const tests = python('-m', 'unittest');
    expect(await tests.exit(), tests.output).toBe(0);
    expect(tests.output).toMatch(/Ran \d\d+ tests/);
  });

  it('does what the conformance kit asks of a client in a room', { timeout: KIT_LIMIT_MS }, async () => {
    const cases = CLIENT_CASES.filter(({ id }) => KIT_GROUPS.includes(id.split('.')[1]!));
    const outcomes = await runClientCases(cases, { start: startDriver, concurrency: KIT_CONCURRENCY });
    expect(outcomes.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(outcomes.filter(({ status }) => status === 'passed').length).toBeGreaterThan(30);
  });
});

for (const engine of ['uws', 'ws']) {
  describeInPython(`the example in Python and the SDK at a relay on ${engine}`, () => {
    let relay: RelayProcess;
    beforeAll(async () => {
      relay = await startRelay(engine, { TTL_MIN: '1', POW_DIFFICULTY: '18' });
    });
    afterAll(() => relay.program.end());

    it('talk in a room that Python creates and ends', async () => {
      const creator = python('pug.py', 'create', relay.origin, 'capacity=2');
      const room = await joinRoom(await creator.says('link: '));
      expect(room.capacity).toBe(2);
      await creator.says(`* ${room.self.username} came`);
      await talk(creator, room);
      creator.type('/purge');
      expect((await bounded(room.closed, 'the end of the room')).reason).toBe('purged');
      expect(await creator.says('over: ')).toBe('room_purged');
      expect(await creator.exit()).toBe(0);
    });

    it('talk in a room that the SDK creates and ends', async () => {
      const room = await createRoom(relay.origin);
      const joiner = await joinFromPython(room);
      await talk(joiner, room);
      const name = room.members.find(({ self }) => !self)?.username ?? 'nobody';
      joiner.type('/purge');
      await joiner.says(`* ${name} not_creator`);
      await room.purge();
      expect(await joiner.says('over: ')).toBe('room_purged');
      expect(await joiner.exit()).toBe(0);
    });

    it('leave one another', async () => {
      const room = await createRoom(relay.origin);
      const [first, second] = [await joinFromPython(room), await joinFromPython(room)];
      const left = new Promise<string>((resolve) => room.on('left', (who) => resolve(who.username)));
      first.type('/leave');
      const name = await bounded(left, 'somebody to leave');
      await second.says(`* ${name} went`);
      expect(await first.says('over: ')).toBe('left');
      expect(await first.exit()).toBe(0);
      const { username } = room.self;
      await room.leave();
      await second.says(`* ${username} went`);
    });

    it('learn that a secret is wrong, a room is full, a link is damaged and a room is over', async () => {
      const room = await createRoom(relay.origin, { capacity: 2 });
      const refused = async (link: string): Promise<string> => {
        const program = python('pug.py', 'join', link);
        expect(await program.exit()).toBe(1);
        expect(program.output).not.toContain(room.link.slice(-22));
        return program.says('over: ');
      };
      expect(await refused(room.link.replace(/.{22}$/, 'AAAAAAAAAAAAAAAAAAAAAA'))).toBe('bad_secret');
      expect(await refused(room.link.slice(0, -1))).toBe('bad_link');
      const joiner = await joinFromPython(room);
      expect(await refused(room.link)).toBe('room_full');
      await room.purge();
      await joiner.exit();
      expect(await refused(room.link)).toBe('room_not_found');
    });

    it('talk at a relay that allows less than others', async () => {
      const slow = await startRelay(engine, { FRAME_RATE: '10', FRAME_BURST: '6' });
      try {
        const room = await createRoom(slow.origin);
        const joiner = await joinFromPython(room);
        const lines = Array.from({ length: 12 }, (_, i) => `line ${i}`);
        const heard = collect(room, lines.length);
        for (const line of lines) joiner.type(line);
        expect(await bounded(heard, 'every line')).toEqual(lines);
        joiner.type('/leave');
        expect(await joiner.says('over: ')).toBe('left');
      } finally {
        await slow.program.end();
      }
    });

    it('see the time of a room run out', async () => {
      const creator = python('pug.py', 'create', relay.origin, 'ttl=1');
      const room = await joinRoom(await creator.says('link: '));
      expect((await bounded(room.closed, 'the end of the time')).reason).toBe('expired');
      expect(await creator.says('over: ')).toBe('room_expired');
      expect(await creator.exit()).toBe(0);
    });
  });
}

/** A Python program that has joined, as the room's other members have seen. */
async function joinFromPython(room: Room): Promise<PythonProgram> {
  const joined = new Promise((resolve) => room.on('joined', resolve));
  const program = python('pug.py', 'join');
  program.type(room.link);
  await bounded(joined, 'Python to join');
  return program;
}

/** Both say something of every size at which padding changes, the SDK of every kind too, and hear the same. */
async function talk(program: PythonProgram, room: Room): Promise<void> {
  const bodies = SIZES.map((size) => Uint8Array.from({ length: size }, (_, i) => i * 7));
  const heard = collect(room, TEXTS.length);
  for (const text of TEXTS) program.type(text);
  program.type('x'.repeat(15_846));
  expect(await bounded(heard, 'what Python says')).toEqual(TEXTS);
  await program.says('* message_too_large');

  const name = room.self.username;
  for (const text of TEXTS) {
    await room.send(text);
    expect(await program.says(`${name}: `)).toBe(text);
  }
  await room.send(VALUE);
  expect(JSON.parse(await program.says(`${name}: `))).toEqual(VALUE);
  for (const body of bodies) {
    await room.send(body);
    expect(await program.says(`${name}: `)).toBe(hex(body));
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The content of the first `count` messages of the others. */
async function collect(room: Room, count: number): Promise<unknown[]> {
  const contents: unknown[] = [];
  for await (const message of room.messages()) {
    if (!message.from.self) contents.push(contentOf(message));
    if (contents.length === count) break;
  }
  return contents;
}

function contentOf(message: Message): unknown {
  if (message.kind === 'text') return message.text;
  return message.kind === 'json' ? message.value : message.bytes;
}
