/** When each message is sent. */

/**
 * @typedef {'step' | 'spread'} Pacing all members at the same moment, or evenly over the interval
 * @typedef {{ pacing: Pacing, perSecond: number }} Pace of each member
 */

/** The finest a timer gives; what is due by then goes out together. */
const TICK_MS = 1;

/**
 * The members take turns until each has sent `each` messages at its pace; a late turn is made up for at once.
 * @template Member
 * @param {Member[]} members
 * @param {number} each
 * @param {Pace} pace
 * @param {(member: Member) => void} send
 * @returns {Promise<void>} when the last message was sent
 */
export function paced(members, each, { pacing, perSecond }, send) {
  const total = members.length * each;
  const intervalMs = 1_000 / perSecond;
  const dueMs = (/** @type {number} */ turn) => {
    const intervals = turn / members.length;
    return intervalMs * (pacing === 'step' ? Math.floor(intervals) : intervals);
  };
  const start = performance.now();
  let turn = 0;
  return new Promise((resolve) => {
    const tick = () => {
      const elapsed = performance.now() - start;
      for (; turn < total && dueMs(turn) <= elapsed; turn++) send(members[turn % members.length]);
      if (turn < total) setTimeout(tick, TICK_MS);
      else resolve();
    };
    tick();
  });
}
