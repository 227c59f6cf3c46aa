// Node, by require: node starts/require.cjs '{"control":"http://…","solver":"wasm-simd"}'
const { inspect } = require('node:util');
const sdk = require('@pug-network/client-sdk');

const { control, solver } = JSON.parse(process.argv[2]);

void import('../contract/run.js').then(({ runContract }) =>
  runContract({
    sdk,
    control,
    solver,
    inspect: (value) => inspect(value, { depth: null, showHidden: true }),
    report: (line) => console.log(JSON.stringify(line)),
  }),
);
