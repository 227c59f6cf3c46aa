import type { Attachment } from 'svelte/attachments';

/** Takes the focus as the element appears, so that readers and keys begin there. */
export const focused: Attachment<HTMLElement> = (element) => {
  element.focus({ preventScroll: true });
};

/** Whether keys are on the screen, where Enter breaks the line and nobody but the person opens them. */
export const keysAreOnScreen = (): boolean => matchMedia('(pointer: coarse)').matches;
