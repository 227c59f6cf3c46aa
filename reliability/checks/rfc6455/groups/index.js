import { closings } from './closing.js';
import { fragmentation } from './fragmentation.js';
import { framing } from './framing.js';
import { limits } from './limits.js';
import { pings } from './pings.js';
import { reserved } from './reserved.js';
import { utf8 } from './utf8.js';

/** @type {readonly import('../case.js').Case[]} */
export const CASES = [...framing, ...pings, ...reserved, ...fragmentation, ...utf8, ...closings, ...limits];
