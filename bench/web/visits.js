import { composer, quantile, WAIT_MS, withPage, withRelay } from './page.js';

/** Each contender is a browser; the second one solves the proof of work in JavaScript. */
const CONTENDERS = [
  { name: 'with WebAssembly', args: [] },
  { name: 'without', args: ['--js-flags=--noexpose-wasm'] },
];

/** Prints how long the largest paint and the way from the click to a room take. */
export async function measureVisits(executablePath, { rounds, slowdown }) {
  const samples = await withRelay({}, async (address) => {
    const all = [];
    for (let round = 0; round < rounds; round++) {
      for (const { name, args } of CONTENDERS) {
        const sample = await withPage(executablePath, { slowdown, args }, (page) => visit(page, address));
        all.push({ name, ...sample });
      }
    }
    return all;
  });
  console.log(
    `Chromium, CPU slowed down ${slowdown}×, ${rounds} visits each with an empty cache; p50 (lowest to highest), ms\n`,
  );
  for (const { name } of CONTENDERS) {
    const own = samples.filter((sample) => sample.name === name);
    const row = ['paint', 'room'].map(
      (measure) => `${measure} ${spread(own.map((sample) => sample[measure]))}`,
    );
    console.log(`${name.padEnd(18)} ${row.join('   ')}`);
  }
  console.log(
    '\npaint: largest contentful paint of the start; room: from the click on "Create room" to the composer',
  );
}

async function visit(page, address) {
  await page.goto(address);
  const create = page.getByRole('button', { name: 'Create room' });
  await create.waitFor({ timeout: WAIT_MS });
  const paint = await page.evaluate(largestPaint);
  const clicked = performance.now();
  await create.click();
  await composer(page).waitFor({ timeout: WAIT_MS });
  return { paint, room: performance.now() - clicked };
}

/** In the page: when its largest element was painted, in ms after the navigation. */
function largestPaint() {
  return new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({
      type: 'largest-contentful-paint',
      buffered: true,
    });
  });
}

const spread = (numbers) => {
  const [middle, lowest, highest] = [0.5, 0, 1].map((part) => quantile(numbers, part).toFixed(0));
  return `${middle} (${lowest}–${highest})`;
};
