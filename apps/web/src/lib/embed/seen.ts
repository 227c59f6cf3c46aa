import type { Attachment } from 'svelte/attachments';

/** The part of the second version of IntersectionObserver that TypeScript does not know. */
interface VisibilityOptions extends IntersectionObserverInit {
  readonly trackVisibility: boolean;
  readonly delay: number;
}

interface VisibilityEntry extends IntersectionObserverEntry {
  /** Nothing lies over it, and nothing makes it transparent. */
  readonly isVisible?: boolean;
}

/** The shortest that browsers take. */
const DELAY_MS = 100;

/**
 * Calls back whether a person can see all of the element: not scrolled away, and, in browsers that tell, neither covered nor made
 * transparent by the page around a frame.
 */
export const seen =
  (changed: (isSeen: boolean) => void): Attachment<HTMLElement> =>
  (element) => {
    const options: VisibilityOptions = { threshold: 1, trackVisibility: true, delay: DELAY_MS };
    const observer = new IntersectionObserver((entries) => {
      const last: VisibilityEntry | undefined = entries.at(-1);
      if (last !== undefined) changed(last.isIntersecting && (last.isVisible ?? true));
    }, options);
    observer.observe(element);
    return () => observer.disconnect();
  };
