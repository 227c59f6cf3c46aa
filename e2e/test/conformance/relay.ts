import { fileURLToPath } from 'node:url';
import { launchBy, RELAY_CASES, runCases, type Case, type Outcome } from '@pug-network/conformance';
import { beforeAll, describe, expect, it } from 'vitest';

const CLI = fileURLToPath(import.meta.resolve('@pug-network/server/package.json')).replace(
  'package.json',
  'dist/cli.js',
);

/** What takes longer is for `pnpm conformance --slow`. */
const LONGEST_SECONDS = 31;
const RUN_LIMIT_MS = 180_000;
const EASY_BITS = 8;
const STANDARD = {
  protocol: 'pug.v1',
  difficulty: EASY_BITS,
  ttl: { min: 60, max: 86_400, default: 3_600 },
  capacity: { min: 2, max: 50, default: 10 },
  maxFrameBytes: 16_000,
  rate: { frames: 50, frameBurst: 100, bytes: 65_536, byteBurst: 131_072 },
};

const isInTime = ({ on: { seconds, settings } }: Case) =>
  (seconds?.({ ...STANDARD, ...(settings?.ttl && { ttl: settings.ttl }) }) ?? 0) <= LONGEST_SECONDS;

/** Runs the conformance kit against the relays that `pug-server` starts on an engine; each of its cases is a test. */
export function conforms(engine: 'uws' | 'ws'): void {
  const cases = RELAY_CASES.filter(isInTime);

  describe(`pug-server on ${engine}`, () => {
    const outcomes = new Map<string, Outcome>();

    beforeAll(async () => {
      const launch = launchBy(process.execPath, [CLI, '--engine', engine]);
      const all = await runCases(cases, { launch, base: { difficulty: EASY_BITS }, slow: true });
      for (const outcome of all) outcomes.set(outcome.id, outcome);
    }, RUN_LIMIT_MS);

    it.each(cases)('$id: $title', ({ id }) => {
      const { status, failure } = outcomes.get(id) ?? {};
      expect({ status, failure }).toEqual({ status: 'passed', failure: undefined });
    });
  });
}
