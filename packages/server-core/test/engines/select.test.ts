import { createServer } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { attachEngine, selectEngine } from '../../src/engines/select.js';
import type { Core } from '../../src/socket.js';

const CORE: Core = {
  claims: () => false,
  handle: () => ({ readBody: () => ({ status: 200, headers: [], body: undefined }) }),
  refuseMalformed: () => ({ status: 400, headers: [], body: undefined }),
  decideUpgrade: () => ({ accepted: true, address: '' }),
  open: () => ({ message: () => undefined, heard: () => undefined, closed: () => undefined }),
};

afterEach(() => {
  vi.doUnmock('uWebSockets.js');
  vi.resetModules();
});

/** The library is there, but written in JavaScript. */
const imitate = (): void => {
  vi.doMock('uWebSockets.js', () => ({ default: { App: () => undefined }, App: () => undefined }));
};

describe('the engine that was asked for', () => {
  it('is ws where that was said', async () => {
    expect(await selectEngine('ws', CORE)).toMatchObject({
      name: 'ws',
      whyNotUws: 'the ws engine was asked for',
    });
  });

  it.each(['uws', 'auto'] as const)('is the native one for %s where it is installed', async (wanted) => {
    expect(await selectEngine(wanted, CORE)).toMatchObject({ name: 'uws', whyNotUws: undefined });
  });

  it('is ws for auto where the library is an imitation, and it is said why', async () => {
    imitate();
    const selected = await selectEngine('auto', CORE);
    expect(selected.name).toBe('ws');
    expect(selected.whyNotUws).toMatch(/no native binary/);
  });

  it('is refused for uws where the library is an imitation', async () => {
    imitate();
    await expect(selectEngine('uws', CORE)).rejects.toThrow(/cannot run: .*no native binary/);
  });

  it('is ws for auto where the library does not load, and refused for uws', async () => {
    vi.doMock('uWebSockets.js', () => {
      throw new Error('wrong ABI');
    });
    expect((await selectEngine('auto', CORE)).whyNotUws).toMatch(/does not load/);
    await expect(selectEngine('uws', CORE)).rejects.toThrow(/does not load/);
  });

  it('is ws on a server that is there already', () => {
    expect(attachEngine(CORE, createServer())).toMatchObject({
      name: 'ws',
      whyNotUws: expect.stringMatching(/attached/),
    });
  });
});
