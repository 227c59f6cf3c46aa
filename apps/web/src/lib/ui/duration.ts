import type { Words } from '$lib/words/en.js';

const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 86_400;

/** A length of time in the largest unit that leaves nothing over, or else in minutes. */
export function durationText(seconds: number, words: Words['duration']): string {
  if (seconds > DAY_S && seconds % DAY_S === 0) return words.days(seconds / DAY_S);
  if (seconds % HOUR_S === 0) return words.hours(seconds / HOUR_S);
  return words.minutes(Math.max(1, Math.round(seconds / MINUTE_S)));
}
