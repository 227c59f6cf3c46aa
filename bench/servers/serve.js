/** The child's side of `../lib/server-process.js`: says its port, answers for itself, ends with its parent. */

/** What any server can be asked. */
const QUESTIONS = {
  /** User and system time so far, in µs. */
  cpu() {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  /** Resident set size and heap in use, in bytes; garbage is collected first, where Node was started with `--expose-gc`. */
  memory() {
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    return { rss, heapUsed };
  },
};

/**
 * @param {() => number | Promise<number>} listen opens the server, gives its port
 * @param {Record<string, () => unknown>} [more] questions that this server answers besides
 */
export async function serve(listen, more = {}) {
  const questions = { ...QUESTIONS, ...more };
  process.on('disconnect', () => process.exit());
  process.on('message', async (question) => {
    process.send?.({ type: question, value: await questions[question]() });
  });
  process.send?.({ type: 'ready', value: await listen() });
}
