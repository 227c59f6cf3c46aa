// npm start: from a fresh checkout to a running relay, with nothing but Node and npm.
import { requireNode } from './node-version.js';

requireNode();
import('./run-server.js').then(({ runServer }) => runServer(process.argv.slice(2)));
