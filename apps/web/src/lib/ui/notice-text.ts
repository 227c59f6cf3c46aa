import type { Notice } from '$lib/talk/entry.js';
import type { Words } from '$lib/words/en.js';

/** What happened in the room, in words. */
export function noticeText(notice: Notice, words: Words['notice']): string {
  switch (notice.type) {
    case 'gap':
      return words.gap(notice.name, notice.missing);
    case 'lost':
    case 'minuteLeft':
      return words[notice.type];
    default:
      return words[notice.type](notice.name);
  }
}
