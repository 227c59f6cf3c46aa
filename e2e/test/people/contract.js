// Runs in a browser: the whole contract of the SDK, against the harness that the test names.
import * as sdk from '@pug-network/client-sdk';
import { runContract } from '@pug-network/runtimes/contract';

globalThis.runContract = async (control) => {
  const lines = [];
  await runContract({ sdk, control, solver: 'wasm-simd', report: (line) => lines.push(line) });
  return lines;
};
