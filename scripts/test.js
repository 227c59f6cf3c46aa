// npm test: installs, builds and runs every suite, and counts them all in its last line.
import { requireNode } from './node-version.js';

requireNode();
import('./run-suites.js').then(({ runSuites }) => runSuites(process.argv.slice(2)));
