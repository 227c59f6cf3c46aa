// The chat in the pages of the demo site, in every look.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { joinRoom } from '@pug-network/client-sdk';
import { answerFor } from '@pug-network/embed-demo';
import { inEachLook } from './looks.js';

const CLI = fileURLToPath(new URL('../../apps/server/dist/cli.js', import.meta.url));

const demo = createServer();
await once(demo.listen(0, '127.0.0.1'), 'listening');
const site = `http://localhost:${demo.address().port}`;
const relay = await startRelay();
demo.on('request', answerFor(relay.origin));
try {
  await inEachLook(async ({ size, withPage }) => {
    const look = (name, shoot) => withPage((opened) => shootPage(name, opened, shoot));
    await look('inline', shootInline);
    await look('bubble', size === 'phone' ? shootClosedBubble : shootOpenBubble);
    await look('panel', shootPanel);
    await look('handover', shootHandover);
  });
} finally {
  relay.child.kill();
  demo.close();
}

/** The command, on a port that the system chooses, for the pages of the demo. */
async function startRelay() {
  const env = { ...process.env, PORT: '0', HOST: '127.0.0.1', POW_DIFFICULTY: '8', EMBED_ORIGIN: site };
  const child = spawn(process.execPath, [CLI], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the relay does not start')));
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  ended.catch(() => undefined);
  return { child, origin: `http://127.0.0.1:${JSON.parse(line).port}` };
}

/** Opens a page of the demo, and hands it over with its chat once that is there. */
async function shootPage(name, { page, take }, shoot) {
  const isChat = (frame) => frame.url() === `${relay.origin}/embed`;
  const chat = page.waitForEvent('framenavigated', { predicate: isChat });
  await page.goto(`${site}/${name}.html`);
  await shoot({ page, chat });
  await take(`embed-${name}`);
}

async function shootInline({ page, chat }) {
  await talk(await chat);
  await page.locator('pug-chat').scrollIntoViewIfNeeded();
}

async function shootOpenBubble({ page, chat }) {
  await page.getByRole('button', { name: 'Open chat' }).click();
  await talk(await chat);
}

/** Open it would cover a phone's page. */
async function shootClosedBubble({ page, chat }) {
  await page.getByRole('button', { name: 'Open chat' }).click();
  const { friend } = await talk(await chat);
  await page.locator('pug-chat').evaluate((element) => element.close());
  await friend.send('We close at six today.');
  await page.getByText('unread 1').waitFor();
}

async function shootPanel({ page, chat }) {
  await page.locator('#talk').click();
  await talk(await chat);
}

async function shootHandover({ page, chat }) {
  await create(await chat);
  await page.getByRole('link', { name: 'come in' }).waitFor();
}

async function create(frame) {
  await frame.getByRole('button', { name: 'Create room', exact: true }).click();
  return frame.getByRole('textbox', { name: 'Room link' }).inputValue();
}

/** A short talk of the visitor with the shop, so that there is something to see. */
async function talk(frame) {
  // Else it would try to come back once the relay is gone, and keep this from ending.
  const friend = await joinRoom(await create(frame), { reconnect: false });
  await frame.getByRole('button', { name: 'Hide link', exact: true }).click();
  await friend.send('Good morning. What does it do?');
  const heard = new Promise((resolve) => friend.on('message', ({ from }) => from.self || resolve()));
  await frame.getByRole('textbox', { name: 'Message', exact: true }).fill('It clicks in third gear, uphill.');
  await frame.getByRole('button', { name: 'Send', exact: true }).click();
  await heard;
  await friend.send('Most likely the bottom bracket. Bring it by, and wait for it.');
  await frame.getByText('Bring it by').waitFor();
  return { friend };
}
