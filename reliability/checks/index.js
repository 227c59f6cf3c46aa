import { check as abuse } from './abuse/index.js';
import { check as blindness } from './blindness/index.js';
import { check as faults } from './faults/index.js';
import { check as fuzz } from './fuzz/index.js';
import { check as proxies } from './proxies/index.js';
import { check as purge } from './purge/index.js';
import { check as rfc6455 } from './rfc6455/index.js';
import { check as singleUse } from './single-use/index.js';
import { check as timing } from './timing/index.js';
import { check as ttl } from './ttl/index.js';

/** In the order in which they run. @type {readonly import('../lib/check.js').Check[]} */
export const checks = [ttl, purge, abuse, fuzz, rfc6455, blindness, timing, singleUse, faults, proxies];
