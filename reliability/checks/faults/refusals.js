/** What the command says, and how it ends, where it cannot listen. */
import { exitCode, withServer } from './scene.js';
import { spawnServer } from './server.js';

const NOBODY = 65_534;
const FAILED = 1;
/** RFC 5737: an address for examples, which no machine has. */
const FOREIGN_ADDRESS = '192.0.2.1';

/** @param {import('./scene.js').Scene} scene */
export async function refusals({ engine, isSmall, record }) {
  await withServer({ ENGINE: engine }, async ({ port }) => {
    const taken = { ENGINE: engine, PORT: port };
    recordRefusal('port is taken', await refusal(taken), 'the port is taken', record);
  });
  if (isSmall) return;
  const foreign = { ENGINE: engine, HOST: FOREIGN_ADDRESS };
  recordRefusal('address is not its own', await refusal(foreign), 'no such address', record);
  const low = { ENGINE: engine, PORT: 1 };
  const isRoot = process.getuid?.() === 0;
  const refused = await refusal(low, isRoot ? { uid: NOBODY } : {});
  recordRefusal('port is not allowed', refused, 'may not use the port', record);
}

/**
 * @param {Record<string, string | number>} settings
 * @param {import('./server.js').How} [how]
 */
async function refusal(settings, how) {
  const server = spawnServer(settings, how);
  const code = exitCode(await server.ended);
  await server.stop();
  return { code, errors: server.errors().trim(), logged: server.log.length };
}

/**
 * @param {string} what
 * @param {Awaited<ReturnType<typeof refusal>>} refusal
 * @param {string} words
 * @param {import('./scene.js').Scene['record']} record
 */
function recordRefusal(what, { code, errors, logged }, words, record) {
  const isOneLine = errors.startsWith('pug-server: cannot listen') && !errors.includes('\n') && logged === 0;
  const told = isOneLine && errors.includes(words) ? 1 : 0;
  record({ what: `exit code where the ${what}`, value: code, least: FAILED, most: FAILED });
  record({ what: `the one line that says that the ${what}`, value: told, least: 1, most: 1, note: errors });
}
