import { describe, expect, it } from 'vitest';
import { expectError } from './client/gate.js';
import { handshake } from './client/handshake.js';
import { get } from './client/http.js';
import { useRelay, type Engine, type Served } from './client/relay.js';

/** protocol.md, WebSocket: the upgrade of `GET /ws`. */
export function upgrade(engine: Engine): void {
  describe('the upgrade', () => {
    const relay = useRelay(engine);
    subprotocol(relay);
    refusals(relay);

    it('does not take up compression', async () => {
      const answer = await handshake(relay.port, { 'Sec-WebSocket-Extensions': 'permessage-deflate' });
      expect(answer.status).toBe(101);
      expect(answer.header('sec-websocket-extensions')).toBeUndefined();
    });
  });
}

function subprotocol(relay: Served): void {
  it.each(['pug.v1', 'pug.v1, other', 'other, pug.v1', 'pug.v2,pug.v1,other'])(
    'selects pug.v1 from %s',
    async (offer) => {
      const answer = await handshake(relay.port, { 'Sec-WebSocket-Protocol': offer });
      expect(answer.status).toBe(101);
      expect(answer.header('sec-websocket-protocol')).toBe('pug.v1');
    },
  );

  it.each([null, 'other', 'pug.v10', 'pug.v', 'PUG.V1', 'xpug.v1', 'pug.v1.1', 'pug v1'])(
    'without pug.v1 is bad_request: %s',
    async (offer) => {
      expectError(await handshake(relay.port, { 'Sec-WebSocket-Protocol': offer }), 'bad_request');
    },
  );
}

function refusals(relay: Served): void {
  it('is bad_request where there is none', async () => {
    expectError(await get(relay.port, '/ws'), 'bad_request');
    expectError(await get(relay.port, '/ws', [['Sec-WebSocket-Protocol', 'pug.v1']]), 'bad_request');
  });

  it('is bad_request where it is to something else', async () => {
    const answer = await handshake(relay.port, { Upgrade: 'h2c', 'Sec-WebSocket-Key': null });
    expectError(answer, 'bad_request');
  });

  it('is bad_request without a key', async () => {
    expectError(await handshake(relay.port, { 'Sec-WebSocket-Key': null }), 'bad_request');
  });

  it('is origin_forbidden before it is anything about the subprotocol', async () => {
    const changes = { Origin: 'https://foreign.example', 'Sec-WebSocket-Protocol': null };
    expectError(await handshake(relay.port, changes), 'origin_forbidden');
  });
}
