// Every screen of the web client, in every look.
import { fileURLToPath } from 'node:url';
import { createRelay } from '@pug-network/server-core';
import { inEachLook } from './looks.js';
import { shootEnd, shootMaking, shootProblems, shootTalk } from './screens.js';

const PAGE = fileURLToPath(new URL('../../apps/web/build', import.meta.url));
const POLICIES = ['svelte-trusted-html', 'pug-network'];
const SITE = { '/site.json': '{}' };
/** So many bits of work that it does not end while it is looked at. */
const HARD = 24;
const EASY = 8;

await inEachLook(async ({ withPage }) => {
  await withRelay(HARD, (relay) => withPage((page) => shootMaking({ ...relay, ...page })));
  for (const shoot of [shootTalk, shootProblems, shootEnd])
    await withRelay(EASY, (relay) => withPage((page) => shoot({ ...relay, ...page })));
});

/** Hands over a relay that serves the web client, and its origin. */
async function withRelay(powDifficulty, work) {
  const relay = createRelay({ powDifficulty, staticDir: PAGE, staticFiles: SITE, trustedTypes: POLICIES });
  const { port } = await relay.listen({ host: '127.0.0.1', port: 0 });
  try {
    await work({ relay, origin: `http://127.0.0.1:${port}` });
  } finally {
    await relay.close();
  }
}
