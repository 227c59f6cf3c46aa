// Node and Bun: node starts/node.js '{"control":"http://…","solver":"wasm-simd"}'
import { inspect } from 'node:util';
import * as sdk from '@pug-network/client-sdk';
import { runContract } from '../contract/run.js';

const { control, solver, usesWs } = JSON.parse(process.argv[2]);

await runContract({
  sdk,
  control,
  solver,
  platform: usesWs ? { WebSocket: (await import('ws')).WebSocket } : {},
  inspect: (value) => inspect(value, { depth: null, showHidden: true }),
  report: (line) => console.log(JSON.stringify(line)),
});
