import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { readBody } from './body.js';
import { challenge } from './challenge.js';
import { create } from './create.js';
import { health, limits } from './limits.js';
import { redeem } from './redeem.js';
import type { Relay } from './relay.js';
import { refusal, type Reply } from './reply.js';
import { queryOf } from './target.js';
import { upgradeRefusal } from './upgrade.js';

/** What a path does with its one method. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly reply: (relay: Relay, request: IncomingMessage, body: Readable) => Reply | Promise<Reply>;
}

const redeemRoute: Route = {
  method: 'POST',
  reply: async (relay, request, body) => redeem(relay, await readBody(body, request)),
};

const createRoute: Route = {
  method: 'GET',
  reply: (relay, { headers, url }) => create(relay, headers.authorization ?? '', queryOf(url)),
};

/** For requests to `/ws` that are not upgraded. */
const socketRoute: Route = {
  method: 'GET',
  reply: (relay, request) => refusal(relay, upgradeRefusal(relay, request) ?? 'bad_request'),
};

/** All paths there are; protocol.md, HTTP. */
export const ROUTES: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['/api/pow-challenge', { method: 'GET', reply: challenge }],
  ['/api/pow-redeem', redeemRoute],
  ['/api/create-room', createRoute],
  ['/api/limits', { method: 'GET', reply: limits }],
  ['/healthz', { method: 'GET', reply: health }],
  ['/ws', socketRoute],
]);
