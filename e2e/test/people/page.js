// Runs in a browser: makes a room, answers the first message, ends the room for all; or solves, and looks how that feels.
import { createRoom, solve } from '@pug-network/client-sdk';

window.create = async () => {
  const room = await createRoom(location.origin, { ttl: 60, capacity: 2 });
  window.heard = new Promise((resolve) => room.on('message', ({ from, text }) => from.self || resolve(text)));
  window.ended = window.heard
    .then(() => room.send('hello from a page'))
    .then(() => room.purge())
    .then(() => room.closed)
    .then(({ reason }) => reason);
  return room.link;
};

window.solveAndLook = async (work) => {
  const look = watchTurns();
  const { nonce, tries, solver, whyNotFaster, workers } = await solve(work, { workers: 1 });
  return { nonce, tries, solver, whyNotFaster, workers, ...look() };
};

/** How often the page has its turn from now on, and how long it waits for it at most; told when asked. */
function watchTurns() {
  const startedAt = performance.now();
  let turns = 0;
  let longestGapMs = 0;
  let lastAt = startedAt;
  let timer = setTimeout(turn);
  function turn() {
    const now = performance.now();
    turns += 1;
    longestGapMs = Math.max(longestGapMs, now - lastAt);
    lastAt = now;
    timer = setTimeout(turn);
  }
  return () => {
    clearTimeout(timer);
    const now = performance.now();
    return { turns, longestGapMs: Math.max(longestGapMs, now - lastAt), elapsedMs: now - startedAt };
  };
}
