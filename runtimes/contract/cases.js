import { challenge } from './1-challenge.js';
import { create } from './2-create.js';
import { join } from './3-join.js';
import { message } from './4-message.js';
import { leave } from './5-leave.js';
import { purge } from './6-purge.js';
import { loss } from './7-loss.js';
import { silences } from './8-silence.js';
import { meddling } from './9-meddling.js';
import { secrecy } from './10-secrecy.js';

/**
 * The contract, in the order of the protocol's steps.
 * @type {readonly { name: string, run(context: import('./context.js').Context): Promise<void> }[]}
 */
export const cases = [
  ...[challenge, create, join, message, leave, purge].flat(),
  ...[loss, silences, meddling, secrecy].flat(),
];
