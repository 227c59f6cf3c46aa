import type { ClientCase } from '../case.js';
import { challengeCases } from './challenge.js';
import { httpCodeCases } from './codes-http.js';
import { createCases } from './create.js';
import { echoCases } from './echo.js';
import { endCodeCases } from './end-codes.js';
import { endCases } from './end.js';
import { envelopeCases } from './envelope.js';
import { httpCases } from './http.js';
import { ignoreCases } from './ignore.js';
import { joinCases } from './join.js';
import { keepAliveCases } from './keep-alive.js';
import { refusedLinkCases } from './link-refused.js';
import { linkCases } from './link.js';
import { messageCases } from './message.js';
import { orderCases } from './order.js';
import { presenceCases } from './presence.js';
import { leaveCases, purgeCases } from './purge.js';
import { receiveRestCases } from './receive-rest.js';
import { receiveSeqCases } from './receive-seq.js';
import { receiveViewCases } from './receive-view.js';
import { receiveCases } from './receive.js';
import { viewCases } from './view.js';
import { windowCases } from './window.js';

/** Every case, in the order of the specification. */
export const CLIENT_CASES: readonly ClientCase[] = [
  ...linkCases,
  ...refusedLinkCases,
  ...httpCases,
  ...challengeCases,
  ...createCases,
  ...joinCases,
  ...ignoreCases,
  ...presenceCases,
  ...viewCases,
  ...messageCases,
  ...echoCases,
  ...windowCases,
  ...keepAliveCases,
  ...leaveCases,
  ...purgeCases,
  ...endCases,
  ...httpCodeCases,
  ...endCodeCases,
  ...envelopeCases,
  ...receiveCases,
  ...receiveViewCases,
  ...receiveSeqCases,
  ...receiveRestCases,
  ...orderCases,
];
