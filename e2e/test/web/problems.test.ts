import { createRoom, joinRoom, type Room } from '@pug-network/client-sdk';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Cable } from './support/cable.js';
import { eventually } from './support/eventually.js';
import { inChromium, PLAIN_HOST } from './support/in-chromium.js';
import { aServer } from './support/web-server.js';

const ROOM = 'A'.repeat(22);
const KEY = 'A'.repeat(43);
const SECRET = 'A'.repeat(22);

const ASK = 'Ask for the link again, and copy all of it.';
const MALFORMED = `This is not a room link. ${ASK}`;
const ROOM_ID = `The room number in this link is damaged. ${ASK}`;
const KEY_PART = `The key in this link, right after the #, is missing or damaged. ${ASK}`;
const SECRET_PART = `The last part of this link is missing or damaged. ${ASK}`;

const DAMAGED = [
  ['nothing after the room', `/r/${ROOM}`, MALFORMED],
  ['a query in it', `/r/${ROOM}?utm=1#k=${KEY}&s=${SECRET}`, MALFORMED],
  ['no room', `/r/#k=${KEY}&s=${SECRET}`, ROOM_ID],
  ['half a room', `/r/${ROOM.slice(11)}#k=${KEY}&s=${SECRET}`, ROOM_ID],
  ['half a key', `/r/${ROOM}#k=${KEY.slice(20)}&s=${SECRET}`, KEY_PART],
  ['no key', `/r/${ROOM}#s=${SECRET}`, KEY_PART],
  ['another letter in the key', `/r/${ROOM}#k=${KEY.slice(1)}*&s=${SECRET}`, KEY_PART],
  ['half a secret', `/r/${ROOM}#k=${KEY}&s=${SECRET.slice(9)}`, SECRET_PART],
  ['no secret', `/r/${ROOM}#k=${KEY}`, SECRET_PART],
] as const;

/** A room of somebody else, that ends with the test. */
async function aRoom(origin: string, capacity = 10): Promise<Room> {
  const room = await createRoom(origin, { capacity });
  onTestFinished(() => room.purge());
  return room;
}

async function aCable(origin: string): Promise<Cable> {
  const cable = await Cable.to(origin);
  onTestFinished(() => cable.remove());
  return cable;
}

inChromium('what goes wrong', (open) => {
  const server = aServer();

  describe('a damaged link', () => {
    it.each(DAMAGED)('says what to do about %s', async (_damage, path, words) => {
      const ada = await open();
      await ada.goto(server.origin + path);
      await ada.sees('That did not work');
      await ada.sees(words);
      expect(await ada.button('Try again').count()).toBe(0);
      await ada.button('New room').click();
      await ada.button('Create room').waitFor();
      expect(ada.page.url()).toBe(`${server.origin}/`);
    });
  });

  it('says that there is no such room', async () => {
    const ada = await open();
    await ada.goto(`${server.origin}/r/${ROOM}#k=${KEY}&s=${SECRET}`);
    await ada.sees('There is no such room. It may have ended, or the link may be damaged.');
    await eventually(() => ada.page.url()).toBe(`${server.origin}/`);
    expect(await ada.button('Try again').count()).toBe(0);
  });

  it('says that the link does not open the room', async () => {
    const room = await aRoom(server.origin);
    const ada = await open();
    await ada.goto(room.link.replace(/&s=.*$/, `&s=${SECRET}`));
    await ada.sees('This link does not open the room. Ask for the link again, and copy all of it.');
  });

  it('opens the right link that is put into the address after a damaged one', async () => {
    const room = await aRoom(server.origin);
    const ada = await open();
    await ada.goto(room.link.slice(0, -5));
    await ada.sees(SECRET_PART);
    await ada.page.evaluate((address) => location.assign(address), room.link);
    await ada.composer.waitFor();
  });

  it('says that the room is full, and lets in who tries again when somebody has left', async () => {
    const room = await aRoom(server.origin, 2);
    const second = await joinRoom(room.link);
    const ada = await open();
    await ada.goto(room.link);
    await ada.sees('This room is full. Try again when somebody has left.');
    const left = new Promise((resolve) => room.on('left', resolve));
    await second.leave();
    await left;
    await ada.button('Try again').click();
    await ada.composer.waitFor();
  });

  it('says that the server cannot be reached, and makes the room when one tries again', async () => {
    const cable = await aCable(server.origin);
    const ada = await open();
    await ada.goto(cable.origin);
    cable.cut();
    await ada.button('Create room').click();
    await ada.sees('The server cannot be reached. Check your connection, then try again.');
    cable.mend();
    await ada.button('Try again').click();
    await ada.button('Copy link').waitFor();
  });

  it('says that one is offline, and makes the room when one is back', async () => {
    const ada = await open();
    await ada.goto(server.origin);
    await ada.context.setOffline(true);
    await ada.button('Create room').click();
    await ada.sees('You are offline. Connect to the internet, then try again.');
    await ada.context.setOffline(false);
    await ada.button('Try again').click();
    await ada.button('Copy link').waitFor();
  });

  it('says that a room cannot be joined without the server, and joins when it is there', async () => {
    const room = await aRoom(server.origin);
    const cable = await aCable(server.origin);
    const link = room.link.replace(server.origin, cable.origin);
    const ada = await open();
    await ada.goto(link.slice(0, -5));
    await ada.sees(SECRET_PART);
    cable.cut();
    await ada.page.evaluate((address) => location.assign(address), link);
    await ada.sees('The server cannot be reached. Check your connection, then try again.');
    cable.mend();
    await ada.button('Try again').click();
    await ada.composer.waitFor();
  });

  it('gives up joining when that is cancelled', async () => {
    const room = await aRoom(server.origin);
    const ada = await open();
    await ada.goto(room.link.slice(0, -5));
    await ada.sees(SECRET_PART);
    await server.whilePaused(async () => {
      await ada.page.evaluate((address) => location.assign(address), room.link);
      await ada.sees('Joining the room…');
      await ada.button('Cancel').click();
      await ada.button('Create room').waitFor();
    });
    expect(ada.page.url()).toBe(`${server.origin}/`);
    await ada.button('Create room').click();
    await ada.button('Copy link').waitFor();
    expect(room.members).toHaveLength(1);
  });

  it('says that a page over plain http cannot encrypt', async () => {
    const room = await aRoom(server.origin);
    const ada = await open();
    await ada.goto(room.link.replace('127.0.0.1', PLAIN_HOST));
    await ada.sees(/^This browser encrypts only on pages that are loaded over https\./);
    await ada.button('New room').click();
    await ada.button('Create room').click();
    await ada.sees(/^This browser encrypts only on pages that are loaded over https\./);
  });

  it('says so where a room could not be made, and a new server makes it', async () => {
    const ada = await open();
    await ada.page.route('**/api/**', (route) => route.fulfill({ status: 503, body: 'nothing here' }));
    await ada.goto(server.origin);
    await ada.button('Create room').click();
    await ada.sees('That did not work');
    await ada.page.unroute('**/api/**');
    await ada.button('Try again').click();
    await ada.button('Copy link').waitFor();
  });
});
