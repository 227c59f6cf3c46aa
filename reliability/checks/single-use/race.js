/** One life of a room in which each step that only one may take is asked for by a crowd. */
import { solved } from '@pug-network/conformance/wire';
import { joinTogether } from './joins.js';
import { askTogether, openAll } from './requests.js';

/** @typedef {import('@pug-network/conformance/wire').Answer} Answer */
/** @typedef {import('@pug-network/server-core').RelayLoad} RelayLoad */

/**
 * @typedef {object} Outcomes what each of the crowd was told: `ok`, or the code of its refusal
 * @property {string[]} redeems
 * @property {string[]} creates
 * @property {string[]} joins
 * @property {number} creators how many of those let in were told that they are the creator
 * @property {RelayLoad} left what the relay still holds once everybody has gone
 */

/**
 * @param {import('../../lib/relay.js').RelayProcess} relay
 * @param {number} size of the crowd
 * @param {number} places of the room
 * @returns {Promise<Outcomes>}
 */
export async function raceOnce(relay, size, places) {
  const { target } = relay;
  const connections = await openAll(target, size);
  try {
    const body = JSON.stringify(await solved(target));
    const redeems = await askTogether(target, connections, { method: 'POST', path: '/api/pow-redeem', body });
    const bearer = `Bearer ${winnerOf(redeems)['sessionToken']}`;
    const creates = await askTogether(target, connections, {
      path: `/api/create-room?capacity=${places}`,
      headers: [['Authorization', bearer]],
    });
    const { joins, creators } = await joinTogether(target, winnerOf(creates), size);
    const left = await relay.left();
    return { redeems: redeems.map(outcomeOf), creates: creates.map(outcomeOf), joins, creators, left };
  } finally {
    for (const connection of connections) connection.close();
  }
}

/**
 * The body of the first success.
 * @param {Answer[]} answers
 * @returns {any}
 */
function winnerOf(answers) {
  const winner = answers.find(({ status }) => status === 200);
  if (winner === undefined) throw new Error('nobody succeeded');
  return winner.json();
}

/** @param {Answer} answer */
function outcomeOf(answer) {
  if (answer.status === 200) return 'ok';
  const { error } = /** @type {{ error?: { code?: unknown } }} */ (answer.json());
  return `${answer.status} ${error?.code}`;
}
