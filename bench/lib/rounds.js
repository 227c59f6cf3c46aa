/** Interleaved rounds, each sample with a server process of its own. */
import { tableMarkdown } from './markdown.js';
import { pinGenerator } from './pinning.js';
import { publish } from './results.js';
import { ServerProcess } from './server-process.js';

/** @typedef {{ label: string, file: string, args: string[] }} Program in `../servers` */

/**
 * Measures every one of `programs` in each round, then shows the tables and writes the result. A failure ends the run, and
 * the process tells of it by its exit code.
 * @template {Program} Some
 * @template Sample
 * @param {object} bench
 * @param {Some[]} bench.programs
 * @param {number} bench.rounds
 * @param {string | undefined} bench.out
 * @param {(child: ServerProcess, program: Some, round: number) => Promise<Sample>} bench.measure
 * @param {(sample: Sample) => string} bench.told on the terminal of a sample
 * @param {(samples: Sample[], isPinned: boolean) => import('./results.js').Result} bench.resultOf
 */
export async function runBench({ programs, rounds, out, measure, told, resultOf }) {
  process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
  const cpu = pinGenerator();
  try {
    const samples = [];
    for (let round = 1; round <= rounds; round++) {
      for (const program of programs) {
        const sample = await withServer(program, cpu, (child) => measure(child, program, round));
        samples.push(sample);
        console.log(`round ${round}, ${program.label}: ${told(sample)}`);
      }
    }
    const result = resultOf(samples, cpu !== undefined);
    console.log(`\n${result.tables.map(tableMarkdown).join('\n\n')}`);
    await publish(out, result);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/**
 * @template Sample
 * @param {Program} program
 * @param {number | undefined} cpu
 * @param {(child: ServerProcess) => Promise<Sample>} use
 */
async function withServer({ label, file, args }, cpu, use) {
  const child = new ServerProcess(file, args, cpu);
  try {
    return await use(child);
  } catch (cause) {
    throw new Error(`${label}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  } finally {
    await child.stop();
  }
}
