/** Members that speak at set moments. */
import { wait } from '@pug-network/conformance/wire';

/** @typedef {{ at: number, member: import('./member.js').Member }} Turn when who speaks, monotonic ms */

/**
 * Done as soon as those who have yet to speak are out.
 * @param {readonly Turn[]} turns in any order
 */
export async function speakAt(turns) {
  /** @type {Map<number, Turn[]>} */
  const byMs = new Map();
  for (const turn of turns) {
    const ms = Math.ceil(turn.at);
    byMs.set(ms, [...(byMs.get(ms) ?? []), turn]);
  }
  for (const [ms, due] of [...byMs].sort(([a], [b]) => a - b)) {
    if (due.every(({ member }) => member.isOut())) continue;
    await waitUntil(ms);
    for (const { member } of due) member.speak();
  }
}

/**
 * Everybody speaks again and again from before its room is due until after it.
 * @param {readonly import('./member.js').Member[]} members
 * @param {{ before: number, after: number, every: number }} span in ms
 */
export function speakThroughout(members, { before, after, every }) {
  const offsets = Array.from({ length: (before + after) / every }, (_, index) => index * every - before);
  return speakAt(
    members.flatMap((member) => offsets.map((offset) => ({ at: member.due.latest + offset, member }))),
  );
}

/** @param {number} at monotonic ms */
export const waitUntil = (at) => wait(Math.max(0, at - performance.now()));
