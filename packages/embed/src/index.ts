import { define } from './define.js';
import type { PugChatElement } from './element.js';

export type { PugChatAttributes, Theme } from './attributes.js';
export type { Mode } from './bridge/messages.js';
export { PugChatElement } from './element.js';
export type { Listening, PugChatEvents } from './events.js';
export type { RoomWish } from './room-wish.js';

declare global {
  interface HTMLElementTagNameMap {
    'pug-chat': PugChatElement;
  }
}

// There is none where a page is made on a server.
if (typeof customElements !== 'undefined') define(customElements);
