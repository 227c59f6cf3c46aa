// pnpm faults: runs the kit against the tests' relay with each of its faults, and writes what caught it to the docs.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RELAY_CASES, runCases } from '../dist/index.js';
import { load } from './load.js';
import { pageOf } from './page.js';

const PAGE = new URL('../../../docs/guides/conformance-faults.md', import.meta.url);
const DIFFICULTY = 6;
const AT_ONCE = 3;
const CASES_AT_ONCE = 12;
/** So many cases do not fail by chance. */
const CERTAIN = 40;
const STANDARD_TTL = { min: 60, max: 86_400, default: 3_600 };

const { FAULTS, startRelay } = await load('../test/faulty-relay/index.ts');
const { CLIENT_FAULTS } = await load('../test/faulty-client/index.ts');

const isSlow = ({ on }) => (on.seconds?.({ ttl: on.settings?.ttl ?? STANDARD_TTL }) ?? 0) > 5;
const quickCases = RELAY_CASES.filter((one) => !isSlow(one));
const slowCases = RELAY_CASES.filter(isSlow);

/** The ids of those cases that fail with a fault. */
async function failing(cases, { name }) {
  const launch = (settings) => startRelay(settings, name);
  const options = { launch, base: { difficulty: DIFFICULTY }, concurrency: CASES_AT_ONCE, slow: true };
  const outcomes = await runCases(cases, options);
  return outcomes.filter(({ status }) => status === 'failed').map(({ id }) => id);
}

/** Those that take long only where nothing else can show it; what failed among many is seen to fail alone as well. */
async function caughtBy(fault) {
  const isForSlow = fault.needs === 'slow';
  const ids = await failing(isForSlow ? slowCases : quickCases, fault);
  if (isForSlow || ids.length > CERTAIN) return ids;
  const alone = ids.map((id) =>
    failing(
      RELAY_CASES.filter((one) => one.id === id),
      fault,
    ),
  );
  return (await Promise.all(alone)).flat();
}

async function catchAll() {
  const caught = new Map();
  const catchNext = async (queue) => {
    for (let fault = queue.shift(); fault; fault = queue.shift()) {
      caught.set(fault.name, await caughtBy(fault));
      console.log(`${fault.name}: ${caught.get(fault.name).join(', ') || 'NOT CAUGHT'}`);
    }
  };
  const slow = FAULTS.filter(({ needs }) => needs === 'slow').map((fault) => catchNext([fault]));
  const quick = FAULTS.filter(({ needs }) => needs !== 'slow');
  await Promise.all([...slow, ...Array.from({ length: AT_ONCE }, () => catchNext(quick))]);
  return caught;
}

const caught = await catchAll();
writeFileSync(fileURLToPath(PAGE), pageOf(FAULTS, caught, CLIENT_FAULTS));
const missed = FAULTS.filter(({ name }) => caught.get(name).length === 0);
console.log(`${FAULTS.length} faults, ${FAULTS.length - missed.length} caught`);
process.exit(missed.length === 0 ? 0 : 1);
