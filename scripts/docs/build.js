// npm run docs: writes the documentation to docs/site, looks at it, and makes it a part of the server's package.
import { endChildrenOnSignal } from '../process.js';
import { tool } from '../workspace.js';

const LIMIT = { timeoutMs: 10 * 60_000 };

/** The types of one package are read from what another has built. */
const STEPS = [
  ['turbo', 'run', 'build', '--output-logs=errors-only', '--filter=./packages/*'],
  ['typedoc', '--logLevel', 'Warn'],
  ['node', 'scripts/check-site.js'],
  ['node', 'apps/server/scripts/copy-docs.js'],
];

endChildrenOnSignal();
for (const step of STEPS) {
  const { ok, output } = await tool(step, LIMIT);
  if (!ok) {
    console.error(output.trim());
    process.exit(1);
  }
}
console.log('The documentation is in docs/site; npm start -- --docs serves it.');
