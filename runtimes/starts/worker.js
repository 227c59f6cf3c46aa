// workerd, which runs it as a test: the setup is a binding.
import * as sdk from '@pug-network/client-sdk';
import { runContract } from '../contract/run.js';

export default {
  async test(_controller, { setup: { control, solver } }) {
    await runContract({ sdk, control, solver, report: (line) => console.log(JSON.stringify(line)) });
  },
};
