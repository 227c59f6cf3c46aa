/**
 * What the page of a site and the chat in its frame tell each other: no text, no key, no name, and no link but where the site
 * asks for it in the open. One message over `postMessage`, a {@link Hello}, hands a port over; everything else goes through that.
 */

/** How the chat is shown in the site's page. */
export type Mode = 'inline' | 'bubble' | 'panel';

export const MODES: readonly Mode[] = ['inline', 'bubble', 'panel'];

/** Of the messages below; a page and a frame of different versions do not talk. */
export const BRIDGE_VERSION = 1;

/** The one message that is sent to a window: from the page to its frame, with a `MessagePort`. */
export interface Hello {
  readonly type: 'pug-chat';
  readonly version: number;
}

/** What a site asks of the chat. */
export interface FrameOptions {
  readonly mode: Mode;
  /** Seconds. The visitor chooses where it is left out. */
  readonly ttl?: number | undefined;
  /** Members. The visitor chooses where it is left out. */
  readonly capacity?: number | undefined;
  /** A language, e.g. `de-AT`. Default: those of the browser. */
  readonly lang?: string | undefined;
  /** Default: as the browser prefers it. */
  readonly theme?: 'light' | 'dark' | undefined;
  /** `#rrggbb`. */
  readonly accent?: string | undefined;
  /** The page is told the link of a room that is made; the visitor is told so before. Counts from the first options on. */
  readonly sharesLink: boolean;
}

/** From the page to the frame. */
export type Command =
  /** The first one, and whenever something has changed. */
  | { readonly type: 'options'; readonly options: FrameOptions }
  | {
      readonly type: 'create';
      readonly ttl?: number | undefined;
      readonly capacity?: number | undefined;
    }
  | { readonly type: 'join'; readonly link: string }
  | { readonly type: 'leave' }
  /** Whether the frame can be seen: what comes while it cannot is unread. */
  | { readonly type: 'shown'; readonly shown: boolean }
  /** The focus has come into the frame. */
  | { readonly type: 'focus' };

/** From the frame to the page. */
export type FrameEvent =
  | { readonly type: 'ready' | 'created' | 'joined' | 'left' | 'escape' }
  | { readonly type: 'unread'; readonly count: number }
  | { readonly type: 'ended'; readonly reason: string }
  | { readonly type: 'error'; readonly code: string }
  /** How high the content is. */
  | { readonly type: 'height'; readonly px: number }
  | { readonly type: 'link'; readonly link: string };

const LONGEST_LINK = 4_096;
const LONGEST_LANG = 64;
const HIGHEST_PX = 100_000;
const WORD = /^[a-z_]{1,40}$/;
const COLOUR = /^#[0-9a-f]{6}$/i;

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => Object(value) as Fields;
const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length <= longest;
const isWord = (value: unknown): value is string => typeof value === 'string' && WORD.test(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isColour = (value: unknown): value is string => typeof value === 'string' && COLOUR.test(value);

/** Whether a window was told this by a page of the same version. */
export function isHello(data: unknown): data is Hello {
  const { type, version } = fieldsOf(data);
  return type === 'pug-chat' && version === BRIDGE_VERSION;
}

/** Reads what a page tells; `undefined` where it is nothing of the above. What an option cannot be is left out. */
export function decodeCommand(data: unknown): Command | undefined {
  const { type, options, ttl, capacity, link, shown } = fieldsOf(data);
  switch (type) {
    case 'options':
      return { type, options: decodeOptions(fieldsOf(options)) };
    case 'create':
      return { type, ttl: countOf(ttl), capacity: countOf(capacity) };
    case 'join':
      return isText(link, LONGEST_LINK) ? { type, link } : undefined;
    case 'shown':
      return typeof shown === 'boolean' ? { type, shown } : undefined;
    case 'leave':
    case 'focus':
      return { type };
    default:
      return undefined;
  }
}

const countOf = (value: unknown): number | undefined => (isCount(value) ? value : undefined);

function decodeOptions({ mode, ttl, capacity, lang, theme, accent, sharesLink }: Fields): FrameOptions {
  return {
    mode: MODES.find((known) => known === mode) ?? 'inline',
    ttl: countOf(ttl),
    capacity: countOf(capacity),
    lang: isText(lang, LONGEST_LANG) && lang !== '' ? lang : undefined,
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
    accent: isColour(accent) ? accent : undefined,
    sharesLink: sharesLink === true,
  };
}

/** Reads what a frame tells; `undefined` where it is nothing of the above. */
export function decodeFrameEvent(data: unknown): FrameEvent | undefined {
  const { type, count, reason, code, px, link } = fieldsOf(data);
  switch (type) {
    case 'ready':
    case 'created':
    case 'joined':
    case 'left':
    case 'escape':
      return { type };
    case 'unread':
      return isCount(count) ? { type, count } : undefined;
    case 'ended':
      return isWord(reason) ? { type, reason } : undefined;
    case 'error':
      return isWord(code) ? { type, code } : undefined;
    case 'height':
      return isCount(px) && px <= HIGHEST_PX ? { type, px } : undefined;
    case 'link':
      return isText(link, LONGEST_LINK) ? { type, link } : undefined;
    default:
      return undefined;
  }
}
