/** Collects the figures of all checks, says of each whether it holds, and counts. */
import { cpus } from 'node:os';

/** @typedef {import('./check.js').Check} Check */
/** @typedef {import('./check.js').Figure} Figure */
/** @typedef {Figure & { check: string, holds: boolean | undefined }} Judged undefined: told, not judged */

const MINUTE_MS = 60_000;

export class Report {
  passed = 0;
  failed = 0;
  #isSmall;
  /** @type {Judged[]} */
  #figures = [];
  /** @type {string[]} */
  #failures = [];

  /** @param {boolean} isSmall */
  constructor(isSmall) {
    this.#isSmall = isSmall;
  }

  /**
   * Runs one check within its time; what it throws is a failure of its own.
   * @param {Check} check
   * @param {(record: (figure: Figure) => void) => Promise<void>} run
   */
  async of({ name, promise, minutes }, run) {
    console.log(`\n${name}: ${promise}`);
    const started = performance.now();
    try {
      await within(
        run((figure) => this.#record(name, figure)),
        minutes,
      );
    } catch (error) {
      this.fail(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
    }
    console.log(`  took ${((performance.now() - started) / 1_000).toFixed(1)} s`);
  }

  /** @param {string} reason */
  fail(reason) {
    this.failed += 1;
    this.#failures.push(reason);
    console.log(`✗ ${reason}`);
  }

  counts() {
    return `\n${this.passed} passed, ${this.failed} failed`;
  }

  json() {
    const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
    const { passed, failed } = this;
    const date = new Date().toISOString();
    const content = { date, machine, passed, failed, failures: this.#failures, figures: this.#figures };
    return `${JSON.stringify(content, null, 2)}\n`;
  }

  markdown() {
    const rows = this.#figures.map((figure) => {
      const cells = [figure.check, figure.engine ?? '', figure.what, valueOf(figure), boundOf(figure)];
      return `| ${cells.join(' | ')} |`;
    });
    return [
      '| check | engine | what | figure | bound |',
      '| --- | --- | --- | --- | --- |',
      ...rows,
      '',
    ].join('\n');
  }

  /**
   * @param {string} check
   * @param {Figure} figure
   */
  #record(check, figure) {
    const { value, most, least, isTimed = false } = figure;
    const isBound = most !== undefined || least !== undefined;
    const isJudged = isBound && !(isTimed && this.#isSmall);
    const holds = isJudged ? value <= (most ?? Infinity) && value >= (least ?? -Infinity) : undefined;
    this.#figures.push({ ...figure, check, holds });
    if (holds === true) this.passed += 1;
    if (holds === false) this.failed += 1;
    const mark = holds === undefined ? '·' : holds ? '✓' : '✗';
    const engine = figure.engine === undefined ? '' : ` (${figure.engine})`;
    const bound = boundOf(figure);
    const text = `${mark} ${figure.what}${engine}: ${valueOf(figure)}${bound && `, bound ${bound}`}`;
    console.log(`  ${text}${figure.note === undefined ? '' : ` – ${figure.note}`}`);
  }
}

/** @param {Figure} figure */
function valueOf({ value, unit }) {
  return unit === undefined ? number(value) : `${number(value)} ${unit}`;
}

/** @param {Figure} figure */
function boundOf({ most, least }) {
  if (most !== undefined && least !== undefined)
    return most === least ? `= ${number(most)}` : `${number(least)} to ${number(most)}`;
  if (most !== undefined) return `≤ ${number(most)}`;
  return least === undefined ? '' : `≥ ${number(least)}`;
}

/** @param {number} value */
function number(value) {
  return value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 1 });
}

/**
 * @param {Promise<void>} work
 * @param {number} minutes
 */
async function within(work, minutes) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done in ${minutes} minutes`)), minutes * MINUTE_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
