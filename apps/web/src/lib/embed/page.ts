import type { FrameOptions } from '@pug-network/embed/frame';
import { keysAreOnScreen } from '../ui/focus.js';
import { words } from '../words/current.svelte.js';
import { accentsOf } from './accent.js';
import type { FramePage } from './frame.svelte.js';

/** Makes the page look and speak as the site around asked for. */
function dress({ mode, theme, accent, lang }: FrameOptions): void {
  const { dataset, style } = document.documentElement;
  dataset['embed'] = mode;
  if (theme === undefined) delete dataset['theme'];
  else dataset['theme'] = theme;
  const accents = accent === undefined ? undefined : accentsOf(accent);
  style.setProperty('--accent-light', accents?.light ?? '');
  style.setProperty('--accent-dark', accents?.dark ?? '');
  void words.use(lang === undefined ? navigator.languages : [lang, ...navigator.languages]);
}

/** Puts the focus into the composer, or where else one begins; a keyboard on the screen opens for nobody but the person. */
function focus(): void {
  const first = keysAreOnScreen() ? 'h1' : 'textarea, main select, main button:not(:disabled), h1';
  document.querySelector<HTMLElement>(first)?.focus();
}

/** The page at `/embed`. */
export const page: FramePage = { dress, focus };
