import { describe, expect, it } from 'vitest';
import { briefly } from '../record.js';
import { amongOthers } from '../talking.js';

const ids = (members: readonly { readonly memberId: number }[]): number[] =>
  members.map(({ memberId }) => memberId);

describe('the members of a room', () => {
  it('are those before, oneself, and those who come, in order of joining', async () => {
    const { room, story, say, told } = await amongOthers();
    expect(ids(room.members)).toEqual([1, 2, 3]);
    say(story.arrival());
    expect(await told.next()).toEqual(['joined', { memberId: 4, username: 'calm-otter-4', self: false }]);
    expect(ids(room.members)).toEqual([1, 2, 3, 4]);
    expect(room.members.filter(({ self }) => self)).toEqual([room.self]);
  });

  it('are no more after they left', async () => {
    const { room, leaving, told } = await amongOthers();
    leaving(1);
    expect(await told.next()).toEqual(['left', { memberId: 1, username: 'calm-otter-1', self: false }]);
    expect(ids(room.members)).toEqual([2, 3]);
  });

  it('do not leave twice, nor if they never were there', async () => {
    const { session, leaving, told, story } = await amongOthers();
    leaving(1);
    leaving(1);
    leaving(9);
    session.onBytes(story.frame(2, 'still here'));
    expect(briefly(await told.take(2))).toEqual(['left 1', '2 says still here']);
  });

  it('are as they were when a message of theirs is told', async () => {
    const { room, session, story, say, leaving, told } = await amongOthers();
    const seen: number[][] = [];
    room.on('message', () => seen.push(ids(room.members)));
    say(story.arrival());
    session.onBytes(story.frame(4, 'hello'));
    leaving(4);
    session.onBytes(story.frame(1, 'bye'));
    await told.take(4);
    expect(seen).toEqual([
      [1, 2, 3, 4],
      [1, 2, 3],
    ]);
  });

  it('keep their names after they left', async () => {
    const { session, story, leaving, told } = await amongOthers();
    leaving(2);
    session.onBytes(story.frame(2, 'from the other side'));
    await told.next();
    const from = { memberId: 2, username: 'calm-otter-2', self: false };
    expect(await told.next()).toEqual(['message', expect.objectContaining({ from })]);
  });

  it('that no relay has told of go by their number', async () => {
    const { session, story, told } = await amongOthers();
    session.onBytes(story.frame(77, 'who am I?'));
    const from = { memberId: 77, username: 'unknown-77', self: false };
    expect(await told.next()).toEqual(['message', expect.objectContaining({ from })]);
  });

  it('are a copy that nobody can change', async () => {
    const { room } = await amongOthers();
    (room.members as unknown[]).length = 0;
    expect(ids(room.members)).toEqual([1, 2, 3]);
  });
});
