// An engine such as React Native's: no WebAssembly, no crypto, no WebSocket, no workers. What it needs is handed in.
import { request } from 'node:http';
import { WebSocket } from 'ws';
import { crypto, randomBytes } from './native-crypto.js';

const MISSING = [
  'WebAssembly',
  'crypto',
  'WebSocket',
  'Worker',
  'MessageChannel',
  'SharedArrayBuffer',
  'fetch',
];
for (const name of MISSING) delete globalThis[name];
delete URL.canParse;

/** As much of fetch as the SDK uses. */
const fetch = (url, { method = 'GET', headers = {}, body }) =>
  new Promise((resolve, reject) => {
    const asking = request(url, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => (text += part));
      response.on('end', () => resolve({ ok: response.statusCode === 200, text: async () => text }));
    });
    asking.on('error', reject);
    asking.end(body);
  });

const { createRoom, joinRoom, solve } = await import('@pug-network/client-sdk');
const platform = { fetch, WebSocket, crypto, randomBytes };

const refused = await createRoom(process.argv[2]).catch((error) => error.code);
console.log(`without a platform ${refused}`);
const { solver, whyNotFaster, workers } = await solve({ token: 'bare', difficulty: 8 });
console.log(`solved by ${solver}, ${whyNotFaster}, ${workers} workers`);

const room = await createRoom(process.argv[2], { ...platform, capacity: 2 });
const joining = new Promise((resolve) => room.on('joined', resolve));
const friend = await joinRoom(room.link, platform);
await joining;
const heard = new Promise((resolve) => friend.on('message', ({ text }) => resolve(text)));
await room.send('grüße 🐾');
console.log(`heard ${await heard}`);
await room.purge();
console.log(`ended ${(await friend.closed).reason}`);
