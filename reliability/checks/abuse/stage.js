/** The stage of every scenario: a relay, healthy rooms that talk, abusers in a process of their own, and what is measured. */
import { eventually } from '@pug-network/conformance/wire';
import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../../lib/many.js';
import { RelayProcess } from '../../lib/relay.js';
import { startAbusers } from './abusers.js';
import { GARBAGE_BYTES, MIB } from './caps.js';
import { watchMemory } from './memory.js';
import { talkOn } from './talk.js';

/** @typedef {import('./scenario.js').Scenario} Scenario */
/** @typedef {import('../../lib/check.js').EngineName} EngineName */
/** @typedef {import('../../lib/check.js').Context['record']} Record */
/** @typedef {{ engine: EngineName, isSmall: boolean, record: Record }} StageContext */

const HEALTHY_P99_MS = 50;
/** The healthy rooms talk for so long before the abuse begins. */
const QUIET_MS = 2_000;
const QUIET_SMALL_MS = 200;
/** How long the relay may take to be rid of connections whose clients are gone. */
const RID_MS = 15_000;

/**
 * Runs scenarios, all at once, and records what they did to the relay and to the healthy rooms.
 * @param {readonly Scenario[]} group
 * @param {StageContext} context
 */
export async function runOnStage(group, { engine, isSmall, record }) {
  const relay = await RelayProcess.start({ ...mergedOptions(group), engine });
  const abusers = startAbusers();
  try {
    const talk = await talkOn(relay.target);
    await sleep(isSmall ? QUIET_SMALL_MS : QUIET_MS);
    const quiet = talk.delays();
    const { rss: before } = await relay.memory();
    const sizes = group.map(({ size }) => size(isSmall));
    const watch = watchMemory(relay);
    const ordered = group.map(({ name }, i) => abusers.abuse(name, relay.target.origin, sizes[i]));
    const results = await Promise.all(ordered);
    const growth = (await watch.stop()) - before;
    const delays = talk.delays();
    await abusers.stop();
    const left = await connectionsLeft(relay, talk.members);
    const stays = (await relay.memory()).rss - before;
    const account = await talk.stop();
    const tell = (/** @type {import('./scenario.js').Finding} */ figure) => record({ ...figure, engine });
    group.forEach((scenario, i) => scenario.judge(results[i], sizes[i]).forEach(tell));
    const caps = group.map(({ cap }, i) => cap(sizes[i]));
    judgeStage({ name: nameOf(group), caps, growth, stays, quiet, delays, left, ...account }).forEach(tell);
  } finally {
    await abusers.stop();
    await relay.stop();
  }
}

/**
 * @param {object} measured
 * @param {string} measured.name
 * @param {readonly import('./scenario.js').Cap[]} measured.caps
 * @param {number} measured.growth bytes
 * @param {number} measured.stays bytes
 * @param {readonly number[]} measured.quiet ms
 * @param {readonly number[]} measured.delays ms
 * @param {number} measured.left
 * @param {number} measured.closed
 * @param {number} measured.missing
 * @returns {import('./scenario.js').Finding[]}
 */
function judgeStage({ name, caps, growth, stays, quiet, delays, left, closed, missing }) {
  const capBytes = caps.reduce((sum, { bytes }) => sum + bytes, GARBAGE_BYTES);
  const [cap] = caps;
  const because = `${caps.length === 1 ? cap?.because : 'the caps of all'}; ${GARBAGE_BYTES / MIB} MiB that V8 has not collected yet`;
  const quietP99 = quantile(quiet, 0.99).toFixed(1);
  const whom = `${name}: healthy members`;
  return [
    {
      what: `${name}: memory taken at most`,
      value: growth / MIB,
      most: capBytes / MIB,
      unit: 'MiB',
      note: because,
    },
    { what: `${name}: memory that stays`, value: stays / MIB, unit: 'MiB', note: 'once they are gone' },
    {
      what: `${whom}, delay of a message, p99`,
      value: quantile(delays, 0.99),
      most: HEALTHY_P99_MS,
      unit: 'ms',
      isTimed: true,
      note: `of ${delays.length}; ${quietP99} ms before it began`,
    },
    { what: `${whom} closed`, value: closed, most: 0 },
    { what: `${whom}, messages missing`, value: missing, most: 0 },
    { what: `${name}: connections left when they are gone`, value: left, most: 0 },
  ];
}

/** @param {readonly Scenario[]} group */
function mergedOptions(group) {
  /** @type {import('./scenario.js').RelayOptions} */
  const none = {};
  return group.reduce((merged, { options }) => ({ ...merged, ...options }), none);
}

/** @param {readonly Scenario[]} group */
const nameOf = (group) => (group.length === 1 ? /** @type {Scenario} */ (group[0]).name : 'all at once');

/**
 * @param {RelayProcess} relay
 * @param {number} expected
 */
async function connectionsLeft(relay, expected) {
  const isRid = async () => {
    await sleep(20);
    return (await relay.load()).connections <= expected;
  };
  await eventually(isRid, 'the relay to be rid of the abusers', RID_MS).catch(() => undefined);
  return (await relay.load()).connections - expected;
}
