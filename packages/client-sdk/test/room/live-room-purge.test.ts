import { describe, expect, it, vi } from 'vitest';
import { Story } from '../relay/story.js';
import { failureOf, quiet, within } from '../relay/wait.js';
import { talking } from '../talking.js';

const PURGED = '{"type":"room:expired","reason":"purge"}';
const DENIED = '{"type":"error","code":"not_creator","message":"No."}';

describe('purging', () => {
  it('asks the relay, and is done when the room has ended', async () => {
    const { room, socket, session } = await talking();
    let isDone = false;
    const purging = room.purge().then(() => {
      isDone = true;
    });
    expect(await socket.text()).toBe('{"type":"room:purge"}');
    await quiet();
    expect(isDone).toBe(false);
    session.onText(PURGED);
    await within(purging, 'the purge');
    expect(await room.closed).toEqual({ reason: 'purged', code: undefined });
  });

  it('is done as well where the relay says it by its close code alone', async () => {
    const { room, session } = await talking();
    const purging = room.purge();
    session.onClosed(4411);
    await within(purging, 'the purge');
  });

  it('is for the creator only, and the relay is not even asked', async () => {
    const story = new Story();
    story.arrival();
    const { room, socket } = await talking({ story });
    expect(await failureOf(room.purge())).toMatchObject({ code: 'not_creator', temporary: false });
    expect(socket.waitingTexts).toBe(0);
  });

  it('is refused where the relay sees another creator, and the room goes on', async () => {
    const { room, session } = await talking();
    const purging = failureOf(room.purge());
    session.onText(DENIED);
    expect(await purging).toMatchObject({ name: 'PugError', code: 'not_creator' });
    expect(room.state).toBe('joined');
  });

  it.each([
    ['the connection is lost before the answer', 1006],
    ['the room expires meanwhile', 4410],
  ])('is lost where %s', async (_, close) => {
    const { room, session } = await talking();
    const purging = failureOf(room.purge());
    session.onClosed(close);
    expect(await purging).toMatchObject({ code: 'lost', temporary: true });
  });

  it('is lost where there is no connection to ask over', async () => {
    const { room, socket } = await talking();
    socket.isOpen = false;
    expect(await failureOf(room.purge())).toMatchObject({ code: 'lost' });
  });

  it('is not for a client that is away: it will come back as somebody else', async () => {
    const { room, session, told } = await talking({ reconnect: true });
    session.onClosed(1006);
    await told.until('state');
    expect(await failureOf(room.purge())).toMatchObject({ code: 'not_creator' });
    await room.leave();
  });

  it('of a room that has ended is closed', async () => {
    const { room, session } = await talking();
    session.onText(PURGED);
    await within(room.closed, 'the end');
    expect(await failureOf(room.purge())).toMatchObject({ code: 'closed' });
  });

  it('is lost when the connection breaks, though the client joins anew', async () => {
    const { room, session, told } = await talking({ reconnect: true });
    const purging = failureOf(room.purge());
    session.onClosed(1006);
    await told.until('state');
    expect(await purging).toMatchObject({ code: 'lost' });
    await room.leave();
  });

  it('twice is done twice', async () => {
    const { room, session } = await talking();
    const settled = vi.fn();
    void room.purge().then(settled);
    void room.purge().then(settled);
    session.onText(PURGED);
    await within(room.closed, 'the end');
    await quiet();
    expect(settled).toHaveBeenCalledTimes(2);
  });
});
