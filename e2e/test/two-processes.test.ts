import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { Program } from './support/process.js';
import { startRelay } from './support/relay.js';

const person = (name: string): string => fileURLToPath(new URL(`people/${name}.js`, import.meta.url));

describe.each(['uws', 'ws'])('two processes at a relay on %s', (engine) => {
  const programs: Program[] = [];
  const start = (...args: string[]): Program => {
    const program = new Program(args);
    programs.push(program);
    return program;
  };
  afterEach(async () => {
    await Promise.all(programs.splice(0).map((program) => program.end()));
  });

  it('create a room, join it by its link, talk and purge it', async () => {
    const relay = await startRelay(engine);
    programs.push(relay.program);
    const creator = start(person('creator'), relay.origin);
    const link = (await creator.line('link ')).slice('link '.length);
    const joiner = start(person('joiner'), link);

    expect(await joiner.exit(), joiner.output).toBe(0);
    expect(await creator.exit(), creator.output).toBe(0);
    expect(joiner.output.split('\n')).toEqual(['joined 2 false', 'answer {"answer":8}', 'ended purged']);
    expect(creator.output.split('\n').slice(1)).toEqual(['read grüße 🐾', 'ended purged']);

    const late = start(person('joiner'), link);
    expect(await late.exit()).toBe(1);
    expect(late.output).toContain("code: 'room_not_found'");
  });

  it('leaves nothing of what they said in the words of the relay', async () => {
    const relay = await startRelay(engine);
    programs.push(relay.program);
    const creator = start(person('creator'), relay.origin);
    const link = (await creator.line('link ')).slice('link '.length);
    const joiner = start(person('joiner'), link);
    await Promise.all([creator.exit(), joiner.exit()]);
    relay.program.signal('SIGTERM');
    expect(await relay.program.exit()).toBe(0);

    const [, roomId = '', key = '', secret = ''] = /\/r\/([\w-]+)#k=([\w-]+)&s=([\w-]+)$/.exec(link) ?? [];
    expect([roomId, key, secret].map((part) => part.length)).toEqual([22, 43, 22]);
    for (const word of [roomId, key, secret, 'grüße', '127.0.0.1:', 'answer']) {
      expect(relay.program.output).not.toContain(word);
    }
  });
});
