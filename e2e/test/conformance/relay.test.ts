import { fileURLToPath } from 'node:url';
import { launchBy, RELAY_CASES, runCases, type Case, type Outcome } from '@pug-network/conformance';
import { beforeAll, describe, expect, it } from 'vitest';

const CLI = fileURLToPath(import.meta.resolve('@pug-network/server/package.json')).replace(
  'package.json',
  'dist/cli.js',
);

/** What takes longer is for `pnpm conformance --slow`. */
const LONGEST_SECONDS = 31;
const RUN_LIMIT_MS = 240_000;
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

const cases = RELAY_CASES.filter(isInTime);

/** What the kit finds of the relays that `pug-server` starts on an engine. */
function outcomesOn(engine: string): Promise<Outcome[]> {
  const launch = launchBy(process.execPath, [CLI, '--engine', engine]);
  return runCases(cases, { launch, base: { difficulty: EASY_BITS }, slow: true });
}

describe('pug-server', () => {
  const outcomes = new Map<string, readonly Outcome[]>();

  // Both engines at once: most of the time is waiting, for half a minute's ping the longest.
  beforeAll(async () => {
    const [uws, ws] = await Promise.all([outcomesOn('uws'), outcomesOn('ws')]);
    outcomes.set('uws', uws).set('ws', ws);
  }, RUN_LIMIT_MS);

  describe.each(['uws', 'ws'])('on %s', (engine) => {
    it.each(cases)('$id: $title', ({ id }) => {
      const { status, failure } = outcomes.get(engine)?.find((outcome) => outcome.id === id) ?? {};
      expect({ status, failure }).toEqual({ status: 'passed', failure: undefined });
    });
  });
});
