/** What is good for one: a proof, a session and a place, each asked for by a crowd in the same instant. */
import { RelayProcess } from '../../lib/relay.js';
import { raceOnce } from './race.js';

/** @typedef {import('../../lib/check.js').Figure} Figure */
/** @typedef {import('./race.js').Outcomes} Outcomes */

const CROWD = 1_000;
const SMALL_CROWD = 100;
const ROUNDS = 5;
const PLACES = 2;
/** Who may succeed, and what everybody else has to be told (docs/protocol.md, Code table). */
const RULES = /** @type {const} */ ([
  { kind: 'redeems', what: 'redeems of one proof', winners: 1, refusal: '409 pow_replayed' },
  { kind: 'creates', what: 'creates with one session', winners: 1, refusal: '401 session_invalid' },
  { kind: 'joins', what: `joins of a room for ${PLACES}`, winners: PLACES, refusal: 'room_full 4409' },
]);

/** @type {import('../../lib/check.js').Check} */
export const check = {
  name: 'single-use',
  promise: 'of 1,000 parallel redeems and creates one each succeeds, of 1,000 joins for two places two',
  minutes: 5,
  async run({ engines, isSmall, record }) {
    const [size, rounds] = isSmall ? [SMALL_CROWD, 1] : [CROWD, ROUNDS];
    for (const engine of engines) {
      const relay = await RelayProcess.start({ engine });
      try {
        const races = [];
        for (let round = 0; round < rounds; round++) races.push(await raceOnce(relay, size, PLACES));
        for (const figure of figuresOf(races, size)) record({ ...figure, engine });
      } finally {
        await relay.stop();
      }
    }
  },
};

/**
 * @param {Outcomes[]} races one for each round
 * @param {number} size of the crowd
 * @returns {Figure[]}
 */
function figuresOf(races, size) {
  const rounds = races.length;
  const judged = RULES.flatMap(({ kind, what, winners, refusal }) => {
    const answers = races.flatMap((race) => race[kind]);
    const count = (/** @type {string} */ answer) => answers.filter((one) => one === answer).length;
    const won = winners * rounds;
    const lost = answers.length - won;
    const note = `${rounds} × ${size} in parallel`;
    return [
      { what: `${what}: successes`, value: count('ok'), most: won, least: won, note },
      { what: `${what}: refused as ${refusal}`, value: count(refusal), most: lost, least: lost },
    ];
  });
  const left = (/** @type {'rooms' | 'connections'} */ kind) =>
    Math.max(...races.map((race) => race.left[kind]));
  return [
    ...judged,
    {
      what: 'creators of those rooms',
      value: sum(races.map(({ creators }) => creators)),
      most: rounds,
      least: rounds,
    },
    { what: 'rooms left', value: left('rooms'), most: 0 },
    { what: 'connections left', value: left('connections'), most: 0 },
  ];
}

const sum = (/** @type {number[]} */ values) => values.reduce((total, value) => total + value, 0);
