import { createRoom, joinRoom } from '@pug-network/client-sdk';

const TOO_MANY_BYTES = 16_000;

const button = (page, name) => page.getByRole('button', { name, exact: true });
const composer = (page) => page.getByRole('textbox', { name: 'Message', exact: true });

async function makeRoom(page, origin) {
  await page.goto(origin);
  await button(page, 'Create room').click();
  await button(page, 'Copy link').waitFor();
}

export async function shootMaking({ page, take, origin }) {
  // If the work is done, its answer never comes: the screen stays as it is.
  await page.route('**/api/pow-redeem', () => undefined);
  await page.goto(origin);
  await button(page, 'Create room').waitFor();
  await take('start');
  await button(page, 'Create room').click();
  await page.getByRole('progressbar').waitFor();
  await take('making');
}

export async function shootTalk({ page, take, origin }) {
  await makeRoom(page, origin);
  await take('share');
  await shootDialog(page, take, 'Show QR code', 'qr');
  const friend = await joinRoom(page.url());
  await button(page, 'Hide link').click();
  await talk(page, friend);
  await take('room');
  await shootDialog(page, take, 'People', 'people');
  await shootDialog(page, take, /^Safety phrase/, 'phrase');
  await composer(page).fill('x'.repeat(TOO_MANY_BYTES));
  await take('too-long');
  await composer(page).fill('');
  await button(page, 'Purge room').click();
  await take('purge');
  await page.getByRole('dialog').getByRole('button', { name: 'Purge room', exact: true }).click();
  await button(page, 'New room').waitFor();
  await take('ended');
}

export async function shootProblems({ page, take, origin }) {
  await page.goto(`${origin}/r/damaged`);
  await shown(page, take, 'damaged');

  const room = await createRoom(origin, { capacity: 2 });
  const friend = await joinRoom(room.link);
  await page.goto('about:blank');
  await page.goto(room.link);
  await shown(page, take, 'full');

  await page.goto('about:blank');
  // Opened, and never answered.
  await page.routeWebSocket('**/ws', () => undefined);
  await page.goto(room.link);
  await button(page, 'Cancel').waitFor();
  await take('joining');
  await button(page, 'Cancel').click();
  await button(page, 'Create room').waitFor();

  await page.context().setOffline(true);
  await button(page, 'Create room').click();
  await shown(page, take, 'offline');
  await page.context().setOffline(false);
  await friend.leave();
  await room.purge();
}

/** The connection is lost in the middle of it, and what was on its way as well. */
export async function shootEnd({ page, take, relay, origin }) {
  await makeRoom(page, origin);
  const friend = await joinRoom(page.url(), { reconnect: false });
  await button(page, 'Hide link').click();
  await talk(page, friend);
  await relay.close();
  await page.getByText('The connection is lost. Joining again…').waitFor();
  await take('reconnecting');
}

async function shown(page, take, problem) {
  await page.getByRole('heading', { name: 'That did not work' }).waitFor();
  await take(problem);
}

async function shootDialog(page, take, name, screen) {
  await page.getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button').waitFor();
  if (screen === 'qr') await dialog.getByRole('img').waitFor();
  await take(screen);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

/** A short talk, so that there is something to see. */
async function talk(page, friend) {
  const say = async (text) => {
    const heard = new Promise((resolve) => friend.on('message', resolve));
    await composer(page).fill(text);
    await button(page, 'Send').click();
    await heard;
  };
  await say('Did you get the link?');
  await friend.send('Yes, I opened it on my phone.');
  await friend.send('It says that nothing is kept. Is that so?');
  await say(
    'Nothing at all. When the time is up, the room is gone.\nThe rules are at https://example.org/protocol',
  );
  await friend.send('Good.');
  await page.getByText('Good.', { exact: true }).waitFor();
}
