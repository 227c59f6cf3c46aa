import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const BUNDLE = 'worker.js';
const CONFIG = 'worker.capnp';

/** Cap'n Proto writes texts as JSON does. */
const configOf = (setup, compatibilityDate) => `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "contract", worker = .contract),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
);

const contract :Workerd.Worker = (
  modules = [(name = "${BUNDLE}", esModule = embed "${BUNDLE}")],
  compatibilityDate = ${JSON.stringify(compatibilityDate)},
  bindings = [(name = "setup", json = ${JSON.stringify(setup)})],
);
`;

/**
 * Bundles the contract for workerd, as its users bundle, and writes the configuration that runs it as a test.
 * @param {string} folder a consumer (consumers.js)
 * @param {string} setup what the start is given, as JSON
 * @returns {Promise<string>} the configuration's path
 */
export async function bundleWorker(folder, setup, compatibilityDate) {
  await build({
    absWorkingDir: folder,
    entryPoints: ['starts/worker.js'],
    outfile: BUNDLE,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    conditions: ['workerd', 'worker', 'browser'],
    logLevel: 'error',
  });
  const config = join(folder, CONFIG);
  writeFileSync(config, configOf(setup, compatibilityDate));
  return config;
}
