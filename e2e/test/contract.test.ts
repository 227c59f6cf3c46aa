import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { startHarness } from '@pug-network/runtimes/harness';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundle, inEachBrowser } from './support/browsers/index.js';
import { LISTENING_SCRIPT } from './support/browsers/complaints.js';

const LIMIT_MS = 120_000;
const FEWEST_CASES = 60;
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src http://127.0.0.1:* ws://127.0.0.1:*";

type Line =
  | { readonly case: string; readonly ok: boolean; readonly error?: string }
  | { readonly done: true; readonly passed: number; readonly failed: number };

declare const window: { runContract(control: string): Promise<readonly Line[]> };

let harness: Awaited<ReturnType<typeof startHarness>>;
let server: Server;
let address: string;

beforeAll(async () => {
  harness = await startHarness();
  const script = LISTENING_SCRIPT + (await bundle(new URL('people/contract.js', import.meta.url)));
  server = createServer(({ url }, response) => {
    const isScript = url === '/contract.js';
    response.setHeader('Content-Security-Policy', POLICY);
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? script : '<!doctype html><script type="module" src="/contract.js"></script>');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(async () => {
  await harness.close();
  server.closeAllConnections();
  server.close();
});

inEachBrowser('the contract of the SDK', (browser) => {
  it(
    'holds',
    async ({ annotate }) => {
      const page = await browser.open(address);
      const lines = await page.evaluate((control) => window.runContract(control), harness.control);
      expect(
        lines.flatMap((line) => ('case' in line && !line.ok ? [`${line.case}: ${line.error}`] : [])),
      ).toEqual([]);
      const total = lines.at(-1)!;
      expect(total).toMatchObject({ done: true, failed: 0 });
      expect('passed' in total && total.passed).toBeGreaterThanOrEqual(FEWEST_CASES);
      await annotate(JSON.stringify(total));
    },
    LIMIT_MS,
  );
});
