/** What a slow phone feels of the web client. See ../README.md. */
import { parseArgs } from 'node:util';
import { programEnv } from '../../scripts/program-env.js';
import { positive } from '../lib/flags.js';
import { measureTimeline } from './timeline.js';
import { measureVisits } from './visits.js';

const TEXT = /** @type {const} */ ({ type: 'string' });
const { values } = parseArgs({
  options: {
    rounds: { ...TEXT, default: '10' },
    slowdown: { ...TEXT, default: '4' },
    messages: { ...TEXT, default: '10000' },
  },
});
const options = {
  rounds: Math.ceil(positive('rounds', values.rounds)),
  slowdown: positive('slowdown', values.slowdown),
  messages: Math.ceil(positive('messages', values.messages)),
};

const { CHROME_PATH: executablePath } = await programEnv(console.error);
if (executablePath === undefined) throw new Error('Chromium is needed: name it in CHROME_PATH');

await measureVisits(executablePath, options);
await measureTimeline(executablePath, options);
