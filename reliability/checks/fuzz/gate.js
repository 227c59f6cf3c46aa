/** A connection that is kept, by which a worker gets what inputs need to come further than the first check. */
import { HttpConnection } from '@pug-network/conformance/wire';

/** @typedef {import('@pug-network/conformance/wire').Room} Room */

/** @param {import('@pug-network/conformance/wire').Target} target */
export function gateOf(target) {
  const connection = new HttpConnection(target);
  /** @param {import('@pug-network/conformance/wire').Request} request */
  const ask = async (request) => {
    const answer = await connection.ask(request);
    if (answer.status !== 200) throw new Error(`${request.path} gave ${answer.status} to a healthy client`);
    return /** @type {any} */ (answer.json());
  };
  /** @returns {Promise<string>} */
  const challenge = async () => (await ask({ path: '/api/pow-challenge' })).token;
  /** @returns {Promise<string>} */
  const session = async () => {
    const body = JSON.stringify({ token: await challenge(), nonce: '0' });
    return (await ask({ method: 'POST', path: '/api/pow-redeem', body })).sessionToken;
  };
  /** @returns {Promise<Room>} */
  const room = async () => {
    const headers = /** @type {const} */ ([['Authorization', `Bearer ${await session()}`]]);
    return ask({ path: '/api/create-room?capacity=50', headers });
  };
  return { challenge, session, room, close: () => connection.close() };
}
