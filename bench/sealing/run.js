/** What sealing and opening a message costs with the SDK, beside WebCrypto alone, in one run. See ../README.md. */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { positive } from '../lib/flags.js';
import { contendersFor } from './contenders.js';
import { table } from './report.js';

const BODY_BYTES = [1, 300, 4_000, 15_845];
/** The SDK seals one message of a room at a time, and opens one at a time. */
const AT_ONCE = [1, 16];
const STEPS = /** @type {const} */ (['seal', 'open']);
const TEXT = /** @type {const} */ ({ type: 'string' });
const { values } = parseArgs({
  options: { rounds: { ...TEXT, default: '15' }, seconds: { ...TEXT, default: '0.1' } },
});
const rounds = Math.ceil(positive('rounds', values.rounds));
const ms = positive('seconds', values.seconds) * 1_000;

console.log(
  `Node ${process.version}, ${cpus()[0]?.model}; ${rounds} interleaved rounds of ${ms} ms a sample\n`,
);
const fields = [];
for (const bytes of BODY_BYTES) fields.push({ bytes, ...(await contendersFor(bytes)) });
const samples = [];
// The first round warms up.
for (let round = 0; round <= rounds; round++) {
  for (const { bytes, plaintextBytes, contenders } of fields) {
    for (const atOnce of AT_ONCE) {
      for (const step of STEPS) {
        for (const contender of contenders) {
          const sample = { bytes, plaintextBytes, atOnce, step, label: contender.label };
          const measured = await measure(contender, step, atOnce);
          if (round > 0) samples.push({ ...sample, ...measured });
        }
      }
    }
  }
}
for (const atOnce of AT_ONCE) {
  for (const step of STEPS) {
    const ours = samples.filter((sample) => sample.atOnce === atOnce && sample.step === step);
    console.log(`${table(`${step}, ${atOnce} at a time`, ours)}\n`);
  }
}

/**
 * @param {import('./contenders.js').Contender} contender
 * @param {'seal' | 'open'} step
 * @param {number} atOnce
 */
async function measure(contender, step, atOnce) {
  const sealed = await contender.seal();
  const once = step === 'seal' ? () => contender.seal() : () => contender.open(sealed);
  let messages = 0;
  const cpu = process.cpuUsage();
  const started = performance.now();
  const end = started + ms;
  const worker = async () => {
    while (performance.now() < end) {
      await once();
      messages++;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const { user, system } = process.cpuUsage(cpu);
  return { messages, wallMs: performance.now() - started, cpuMicros: user + system };
}
