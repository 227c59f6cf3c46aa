/** Challenges, asked for one after another on each of many connections, and none ever redeemed. */
import { HttpConnection } from '@pug-network/conformance/wire';
import { many } from '../../../lib/many.js';
import { capOf } from '../caps.js';
import { scenario } from '../scenario.js';

const MS = 1_000;

export const challenges = scenario({
  name: 'challenges',
  size: (isSmall) => ({ connections: isSmall ? 4 : 20, seconds: isSmall ? 0.4 : 4 }),
  cap: ({ connections }) => capOf(connections),
  abuse: async (target, { connections, seconds }) => {
    const until = performance.now() + seconds * MS;
    let issued = 0;
    let refused = 0;
    await many(connections, connections, async () => {
      let connection = new HttpConnection(target);
      while (performance.now() < until) {
        const { status, header } = await askOn(connection);
        if (status === 200) issued += 1;
        else refused += 1;
        if (header !== 'close') continue;
        connection.close();
        connection = new HttpConnection(target);
      }
      connection.close();
    });
    return { issued, refused };
  },
  judge: ({ issued, refused }, { connections, seconds }) => [
    {
      what: 'challenges handed out',
      value: issued,
      least: connections,
      note: `in ${seconds} s, on ${connections} connections; the relay keeps nothing for any of them`,
    },
    { what: 'challenges refused', value: refused, most: 0 },
  ],
});

/** @param {HttpConnection} connection */
async function askOn(connection) {
  const answer = await connection.ask({ path: '/api/pow-challenge' });
  return { status: answer.status, header: answer.header('connection')?.toLowerCase() };
}
