// deno run starts/deno.js '{"control":"http://…","solver":"wasm-simd"}'
/* global Deno */
import * as sdk from '@pug-network/client-sdk';
import { runContract } from '../contract/run.js';

const { control, solver } = JSON.parse(Deno.args[0]);

await runContract({
  sdk,
  control,
  solver,
  inspect: (value) => Deno.inspect(value, { depth: 100, showHidden: true }),
  report: (line) => console.log(JSON.stringify(line)),
});
