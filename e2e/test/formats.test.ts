import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { Program } from './support/process.js';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const NAMES = `Object.keys(m).sort().join()`;

it.each(['@pug-network/protocol', '@pug-network/client-sdk'])(
  '%s offers the same to import and to require',
  async (name) => {
    const imported = new Program(
      ['--input-type=module', '-e', `import * as m from '${name}'; console.log(${NAMES})`],
      {},
      HERE,
    );
    const required = new Program(
      ['--input-type=commonjs', '-e', `const m = require('${name}'); console.log(${NAMES})`],
      {},
      HERE,
    );
    expect(await imported.exit(), imported.output).toBe(0);
    expect(await required.exit(), required.output).toBe(0);
    expect(imported.output).not.toBe('');
    expect(required.output).toBe(imported.output);
  },
);
