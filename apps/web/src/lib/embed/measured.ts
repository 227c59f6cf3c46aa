import type { Attachment } from 'svelte/attachments';

/** A room scrolls by itself, and is as high as it is given; this high is comfortable. */
const ROOM_PX = 576;

/** Calls back how high the element is, or a room wants to be. */
export const measured =
  (isRoom: boolean, told: (px: number) => void): Attachment<HTMLElement> =>
  (element) => {
    const observer = new ResizeObserver(() => told(isRoom ? ROOM_PX : element.offsetHeight));
    observer.observe(element);
    return () => observer.disconnect();
  };
