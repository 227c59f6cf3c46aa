import { challenges } from './challenges.js';
import { emptyFrames } from './empty-frames.js';
import { emptyFragments, fragments } from './fragments.js';
import { halfFrames } from './half-frames.js';
import { joinAttempts } from './join-attempts.js';
import { keepAlives } from './keep-alives.js';
import { neverJoin } from './never-join.js';
import { neverRead } from './never-read.js';
import { oversize } from './oversize.js';
import { pings } from './pings.js';
import { pipelines } from './pipelines.js';
import { slowHttp } from './slow-http.js';
import { unreadAnswers } from './unread-answers.js';

/** @type {readonly import('../scenario.js').Scenario[]} */
export const scenarios = [
  neverRead,
  neverJoin,
  halfFrames,
  slowHttp,
  pings,
  emptyFrames,
  keepAlives,
  fragments,
  emptyFragments,
  oversize,
  joinAttempts,
  challenges,
  pipelines,
  unreadAnswers,
];
