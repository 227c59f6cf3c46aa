import type { BrowserKind, TestPage } from './browser.js';
import { COMPLAINTS } from './complaints.js';
import { evaluateBy, type Run } from './evaluation.js';
import { ServingProgram } from './program.js';
import { startSession, type Session } from './webdriver.js';

const DRIVER = process.env['WEBKIT_DRIVER_PATH'];
const XVFB = process.env['XVFB_PATH'];
const DISPLAY_ARGS = ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];

/** It draws without a GPU, and as root. */
const ENV = { LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' };
/** No program named: the driver knows its own. */
const OPTIONS = { 'webkitgtk:browserOptions': { args: ['--automation'] } };

const missing = [
  ...(DRIVER === undefined ? ['WebKitWebDriver, or name it in WEBKIT_DRIVER_PATH'] : []),
  ...(XVFB === undefined ? ['Xvfb, or name it in XVFB_PATH'] : []),
];

/** WebKitGTK, by WebDriver, on a display that nobody sees. Each page is a browser of its own: a driver leads but one. */
export const webkit: BrowserKind = {
  name: 'webkit',
  missing: missing.length > 0 ? `no WebKit: install ${missing.join('; ')}` : undefined,
  async launch() {
    const display = new ServingProgram(XVFB ?? '', DISPLAY_ARGS);
    const sessions = new Set<Session>();
    const endAll = async (): Promise<void> => {
      await Promise.all([...sessions].map((session) => session.end()));
      await display.end();
    };
    try {
      const env = { ...process.env, ...ENV, DISPLAY: `:${await display.line()}` };
      const start = async (): Promise<Session> => {
        const session = await startSession(DRIVER ?? '', env, OPTIONS);
        sessions.add(session);
        return session;
      };
      let first: Session | undefined = await start();
      return {
        name: 'webkit',
        version: first.version,
        async open(url) {
          const session = first ?? (await start());
          first = undefined;
          await session.command('POST', '/url', { url });
          await session.command('POST', '/execute/async', { script: WHEN_LOADED, args: [] });
          return pageOf(session, () => sessions.delete(session));
        },
        close: endAll,
      };
    } catch (error) {
      await endAll();
      throw error;
    }
  },
};

/** The driver comes back from a page that has been read; its modules may not have run. */
const WHEN_LOADED = `document.readyState === 'complete'
  ? arguments[0]()
  : addEventListener('load', () => arguments[0]());`;

function pageOf(session: Session, forget: () => void): TestPage {
  const evaluate = evaluateBy(inOrder(session));
  return {
    evaluate,
    async complaints() {
      const heard = (await evaluate(`globalThis.${COMPLAINTS}`)) as readonly string[] | undefined;
      if (heard === undefined) throw new Error('a page for WebKit begins with LISTENING_SCRIPT');
      return heard;
    },
    screenshot: async () => Buffer.from((await session.command('GET', '/screenshot')) as string, 'base64'),
    async close() {
      forget();
      await session.end();
    },
  };
}

/**
 * Each command is a request of its own, and they overtake one another. So an evaluation is begun, in its turn, by one
 * that does not wait, and another one waits for what it gives.
 */
function inOrder(session: Session): Run {
  let begun: Promise<unknown> = Promise.resolve();
  let count = 0;
  return async (expression) => {
    const answer = `answers[${count++}]`;
    const begin = `globalThis.answers ??= {}; ${answer} = ${expression};`;
    const turn = begun.then(() => session.command('POST', '/execute/sync', { script: begin, args: [] }));
    begun = turn.catch(() => undefined);
    await turn;
    const wait = `${answer}.then(arguments[0]); delete ${answer};`;
    return session.command('POST', '/execute/async', { script: wait, args: [] });
  };
}
