import type { Theme } from './attributes.js';
import type { Mode } from './bridge/messages.js';
import { STYLE } from './style.js';
import type { Words } from './words.js';

/** What is around the frame: a box, and the button that opens and closes. The style decides where they are seen. */
export interface Shell {
  /** Puts the frame into the document, where it loads this relay's page. */
  append(relay: string): void;
  /** How high the content of the frame is. */
  height(px: number): void;
  show(unread: number, words: Words): void;
  hasFocus(): boolean;
  /** Moves the focus into the frame. */
  focus(): void;
  /** Gives the focus back, unless something else in the page has it by now. */
  blur(): void;
}

/** The element that a shell belongs to. */
export interface ShellHost extends HTMLElement {
  readonly mode: Mode;
  readonly isOpen: boolean;
  readonly theme: Theme | null;
  readonly accent: string | null;
  toggle(): void;
  close(): void;
}

const SVG = 'http://www.w3.org/2000/svg';
/** Paths of 24 × 24. */
const BUBBLE = 'M3 4h18v13H9l-6 5z';
const CROSS = 'M6 6l12 12M18 6L6 18';

export function attachShell(host: ShellHost, iframe: HTMLIFrameElement): Shell {
  const box = Object.assign(document.createElement('div'), { part: 'panel' });
  const button = Object.assign(document.createElement('button'), {
    part: 'button',
    onclick: () => host.toggle(),
    onkeydown({ key }: KeyboardEvent) {
      if (key === 'Escape') host.close();
    },
  });
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  let before: Element | null = null;

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheet];
  root.append(box, button);
  button.append(svg);
  svg.append(path);
  const hasFocus = (): boolean => root.activeElement !== null;

  return {
    append(relay) {
      iframe.src = `${relay}/embed`;
      box.append(iframe);
    },
    height: (px) => box.style.setProperty('--content', `${px}px`),
    show(unread, [open, close, after, frame = 'Chat']) {
      const { isOpen } = host;
      box.className = host.mode;
      box.style.colorScheme = host.theme ?? '';
      iframe.title = frame;
      path.setAttribute('d', isOpen ? CROSS : BUBBLE);
      button.dataset['n'] = String(unread);
      button.ariaLabel = (isOpen ? close : open) + (unread > 0 ? `, ${unread} ${after}` : '');
      button.ariaExpanded = String(isOpen);
      button.style.setProperty('--accent', host.accent);
    },
    hasFocus,
    focus() {
      before = document.activeElement;
      iframe.focus();
    },
    blur() {
      if (!hasFocus() && document.activeElement !== document.body) return;
      iframe.blur();
      button.focus();
      (before as HTMLElement | null)?.focus();
    },
  };
}
