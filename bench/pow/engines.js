/** The JavaScript engines that there are on this machine, and how each is started with the agent in it. */
import { accessSync, constants } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PROGRAMS = fileURLToPath(new URL('../../runtimes/programs/node_modules/', import.meta.url));
const WEBKIT = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
/** Under a container's root these sandboxes do not start; nothing but the bench's own page is opened. */
const WEBKIT_ENVIRONMENT = {
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  WEBKIT_DISABLE_DMABUF_RENDERER: '1',
  LIBGL_ALWAYS_SOFTWARE: '1',
};
const CHROMIUM_FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--no-proxy-server'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {string} program
 * @property {(place: Place) => string[]} args
 * @property {Record<string, string>} [env]
 * @property {boolean} [needsDisplay]
 * @property {string} [preferences] of a profile for Firefox
 *
 * @typedef {object} Place
 * @property {string} origin of the desk
 * @property {string} agent path of the bundled agent
 * @property {string} profile path of an empty folder
 */

/** @type {(name: string, program: string) => Engine} */
const node = (name, program) => ({ name, program, args: ({ agent, origin }) => [agent, origin] });

/** @type {Engine[]} */
export const ENGINES = [
  node('node', process.execPath),
  node('node-22', `${PROGRAMS}node-22/bin/node`),
  node('node-24', `${PROGRAMS}node-24/bin/node`),
  node('node-26', `${PROGRAMS}node-26/bin/node`),
  {
    name: 'bun',
    program: `${PROGRAMS}@oven/bun-linux-x64-baseline/bin/bun`,
    args: ({ agent, origin }) => [agent, origin],
  },
  {
    name: 'deno',
    program: `${PROGRAMS}@deno/linux-x64-glibc/deno`,
    args: ({ agent, origin }) => [
      'run',
      '--no-config',
      '--allow-net=127.0.0.1',
      '--allow-sys',
      agent,
      origin,
    ],
  },
  {
    name: 'chromium',
    program: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ({ origin, profile }) => [...CHROMIUM_FLAGS, `--user-data-dir=${profile}`, origin],
  },
  {
    name: 'firefox',
    program: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr',
    args: ({ origin, profile }) => ['--headless', '--no-remote', '--profile', profile, origin],
    preferences:
      'user_pref("browser.aboutwelcome.enabled", false);\nuser_pref("datareporting.policy.dataSubmissionEnabled", false);\n',
  },
  {
    name: 'webkit',
    program: WEBKIT,
    args: ({ origin }) => [origin],
    env: WEBKIT_ENVIRONMENT,
    needsDisplay: true,
  },
];

/** @param {Engine} engine */
export function isHere({ program }) {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
