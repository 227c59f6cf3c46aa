/** Source made into one self-contained module that any engine can load. */
import { build } from 'esbuild';

/**
 * @param {{ entry: string } | { source: string, folder: string }} what a file, or source that imports from a folder
 * @returns {Promise<string>} the module
 */
export async function bundle(what) {
  const { outputFiles } = await build({
    ...('entry' in what
      ? { entryPoints: [what.entry] }
      : { stdin: { contents: what.source, resolveDir: what.folder, loader: 'ts' } }),
    bundle: true,
    write: false,
    format: 'esm',
    // Nothing of Node: what is measured uses the web's API alone.
    platform: 'browser',
    target: 'es2022',
    logLevel: 'warning',
  });
  return outputFiles[0].text;
}
