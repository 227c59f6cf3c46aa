import { createRoom } from '@pug-network/client-sdk';
import { composer, quantile, withPage, withRelay } from './page.js';

const STEPS = 10;
/** So that the relay is not what is measured. */
const UNHURRIED = { frames: 2 ** 30, frameBurst: 2 ** 30, bytes: 2 ** 30, byteBurst: 2 ** 30 };
/** As far as a finger flings at once. */
const FLING_PX = 3_000;
const FLINGS = 100;

/** Prints what a message costs a page that shows few and one that shows many, and how smoothly the latter scrolls. */
export async function measureTimeline(executablePath, { slowdown, messages }) {
  const step = Math.ceil(messages / STEPS);
  await withRelay({ powDifficulty: 0, rate: UNHURRIED }, async (address) => {
    const room = await createRoom(address);
    await withPage(executablePath, { slowdown }, async (page, devtools) => {
      await page.goto(room.link);
      await composer(page).waitFor();
      await devtools.send('Performance.enable');
      const costs = [];
      for (let number = 0; number < STEPS; number++)
        costs.push(await costOf(page, devtools, room, step, number));
      const shown = await page.getByRole('article').count();
      if (shown !== step * STEPS) throw new Error(`${shown} of ${step * STEPS} messages are shown`);
      const frames = await page.evaluate(fling, [FLING_PX, FLINGS]);
      report({ slowdown, step, costs, frames });
    });
    await room.purge();
  });
}

/** Milliseconds of the page's main thread for each of so many messages more. */
async function costOf(page, devtools, room, count, number) {
  const before = await taskMs(devtools);
  const last = `${number} is over`;
  for (let i = 1; i < count; i++)
    await room.send(`Message ${i} of a step, as long as people write them, or so`);
  await room.send(last);
  await page.getByText(last, { exact: true }).waitFor();
  return ((await taskMs(devtools)) - before) / count;
}

async function taskMs(devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1_000;
}

/** In the page: scrolls up through what was said, a fling a frame, and gives how long each frame took. */
async function fling([distance, count]) {
  const log = document.querySelector('[role=log]');
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const durations = [];
  let last = await frame();
  for (let i = 0; i < count; i++) {
    log.scrollBy(0, -distance);
    const now = await frame();
    durations.push(now - last);
    last = now;
  }
  return durations;
}

function report({ slowdown, step, costs, frames }) {
  const ratio = costs.at(-1) / costs[0];
  console.log(`
Messages that come in one after another, CPU slowed down ${slowdown}×; main thread, ms a message
first ${step}: ${costs[0].toFixed(2)}   last ${step} of ${step * STEPS}: ${costs.at(-1).toFixed(2)}   ${ratio.toFixed(2)}×
Scrolling through all of them, ${FLING_PX} px a frame; ms a frame: p50 ${quantile(frames, 0.5).toFixed(0)}, p95 ${quantile(frames, 0.95).toFixed(0)}`);
}
