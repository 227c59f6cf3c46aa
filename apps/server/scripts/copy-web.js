// The web client, as built, becomes a part of the server's package.
import { cpSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const WEB = fileURLToPath(new URL('../../web/build', import.meta.url));
const OWN = fileURLToPath(new URL('../dist/web', import.meta.url));

if (!existsSync(WEB)) throw new Error('build @pug-network/web first');
cpSync(WEB, OWN, { recursive: true });
