/** The child's side of `server-process.js`: says its port, answers for its CPU time, ends with its parent. */

/** @param {() => number | Promise<number>} listen opens the server, gives its port */
export async function serve(listen) {
  process.on('disconnect', () => process.exit());
  process.on('message', (request) => {
    if (request !== 'cpu') return;
    const { user, system } = process.cpuUsage();
    process.send?.({ type: 'cpu', micros: user + system });
  });
  process.send?.({ type: 'ready', port: await listen() });
}
