/** What `<pug-chat>` tells its page: never a text, a key or a name. None of these events bubbles. */
export interface PugChatEvents {
  /** The chat is there and takes commands; those that were given before have been handed over. */
  ready: CustomEvent<unknown>;
  /** A bubble or a panel has been opened. */
  opened: CustomEvent<unknown>;
  /** A bubble or a panel has been closed. The chat goes on. */
  closed: CustomEvent<unknown>;
  /** The visitor has made a room and is in it. */
  created: CustomEvent<unknown>;
  /** The visitor is in a room that somebody else has made. */
  joined: CustomEvent<unknown>;
  /** The visitor has left the room. */
  left: CustomEvent<unknown>;
  /** So many messages have come that the visitor has not seen. */
  unread: CustomEvent<{ readonly count: number }>;
  /** The room has ended, e.g. by `ttl`. */
  ended: CustomEvent<{ readonly reason: string }>;
  /**
   * What went wrong: `invalid_argument` where `relay` is no http(s) URL, `frame_refused` where no chat has come 10 s after the
   * frame was loaded, or a code of the chat's own.
   */
  error: CustomEvent<{ readonly code: string }>;
  /** The link of a room that the visitor has made; only with `share-link-with-host`. Whoever has it can read along. */
  link: CustomEvent<{ readonly link: string }>;
}

/** `addEventListener` and `removeEventListener` that know the events above. */
export interface Listening<Target extends HTMLElement> {
  <Type extends keyof PugChatEvents>(
    type: Type,
    listener: (this: Target, event: PugChatEvents[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  <Type extends keyof HTMLElementEventMap>(
    type: Type,
    listener: (this: HTMLElement, event: HTMLElementEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  (
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}
