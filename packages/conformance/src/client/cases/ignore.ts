import { clauseIn } from '../../relay/case.js';
import { clientCasesOf } from '../case.js';
import type { ClientSocket } from '../relay/client-socket.js';

const clause = clauseIn('websocket')(
  'Clients MUST ignore event types, fields and binary types that they do not know.',
);

const FUTURE = { future: { type: 'error', code: 'bad_frame' }, code: 4_400, '': null };
const EVENTS = [
  { type: 'room:renamed', name: 'pugs' },
  { type: 'presence:typing', memberId: 1 },
  { type: 'ROOM:EXPIRED', reason: 'ttl' },
  { type: 'toString' },
  { type: '' },
];

const sendUnknownEvents = (socket: ClientSocket): void => EVENTS.forEach((event) => socket.send(event));

export const ignoreCases = clientCasesOf('ignore', (check) => {
  check('event-types', 'events of unknown types are ignored, before joining too', clause, async (stage) => {
    const place = await stage.enter({ before: sendUnknownEvents });
    const anna = await place.arrive();
    sendUnknownEvents(place.socket);
    await place.nothingBefore(anna);
    await place.say({ body: 'still here' });
  });

  check('fields', 'unknown fields are ignored in every event', clause, async (stage) => {
    const members = [{ memberId: 1, username: 'amber-otter', ...FUTURE }];
    const place = await stage.enter({ more: { ...FUTURE, members } });
    const anna = place.room.admitCompanion();
    place.announce(anna, FUTURE);
    await stage.client.report('came');
    place.socket.send({ ...FUTURE, type: 'presence:leave', memberId: 1 });
    await stage.client.report('went');
    await place.nothingBefore(anna);
    place.socket.send({ ...FUTURE, type: 'room:expired', reason: 'ttl' });
    place.socket.close(4410, 'room_expired');
    await stage.client.ended('room_expired');
  });

  check('binary-types', 'binary frames of unknown types are ignored', clause, async (stage) => {
    const place = await stage.enter();
    const anna = await place.arrive();
    for (const type of [0x02, 0x7f, 0x80, 0xff])
      for (const bytes of [0, 4, 32, 300])
        place.socket.deliver(Buffer.concat([Buffer.from([type]), Buffer.alloc(bytes, 1)]));
    await place.nothingBefore(anna);
    await place.say({ body: 'still here' });
  });
});
