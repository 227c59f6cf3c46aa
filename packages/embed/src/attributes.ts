import { MODES, type Mode } from './bridge/messages.js';

/** Light or dark; where neither is asked for, as the browser prefers. */
export type Theme = 'light' | 'dark';

/** The attributes of `<pug-chat>`, for the types of a template language. */
export interface PugChatAttributes {
  /** Where the chat comes from: an http(s) URL, of which the origin counts. */
  readonly relay: string;
  /** Default: `inline`. */
  readonly mode?: Mode;
  /** Seconds that a room lives at most. The visitor chooses where it is left out. */
  readonly ttl?: number | string;
  /** Members that a room takes. The visitor chooses where it is left out. */
  readonly capacity?: number | string;
  /** A language, e.g. `de-AT`. Default: that of what is around, else those of the browser. */
  readonly lang?: string;
  readonly theme?: Theme;
  /** `#rrggbb`. */
  readonly accent?: string;
  /** Whether a bubble or a panel is open. */
  readonly open?: boolean;
  /** Whether the page is told the link of a room that is made. Fixed for a frame from its first options on. */
  readonly 'share-link-with-host'?: boolean;
}

const THEMES: readonly Theme[] = ['light', 'dark'];
const HTTP = /^https?:/i;
const COLOUR = /^#[0-9a-f]{6}$/i;

/** The origin of a relay's URL; `undefined` where that is no absolute http(s) URL. */
export const relayOf = (text: string): string | undefined =>
  HTTP.test(text) && URL.canParse(text) ? new URL(text).origin : undefined;

/** What is unknown is `inline`. */
export const modeOf = (text: string): Mode => MODES.find((mode) => mode === text) ?? 'inline';
export const themeOf = (text: string): Theme | null => THEMES.find((theme) => theme === text) ?? null;
export const countOf = (text: string): number | null => Number(text) || null;
export const accentOf = (text: string): string | null => (COLOUR.test(text) ? text : null);
