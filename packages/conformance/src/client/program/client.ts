import { equal, Mismatch, oneOf } from '../../check.js';
import { notesFor } from '../../wire/transcript.js';
import { Mailbox } from '../mailbox.js';
import type { Program, StartProgram } from './program.js';
import { readReport, Unable, type Instruction, type Report } from './report.js';

const showReport = (report: Report): string => JSON.stringify(report);

/** The client under test, as far as its driver shows it: instructions go in, reports come out. */
export class Client {
  readonly #reports = new Mailbox<Report>(showReport);
  readonly #program: Program;
  readonly #note = notesFor('client', () => void this.end());
  /** What was asked for, by the id. */
  readonly #asked = new Map<number | undefined, Instruction['do']>();
  #lastId = 0;
  #stop: (reason: Error) => void = () => undefined;
  /** Rejects when the client cannot go on: its program has ended, or says that it is not able to. Else it never settles. */
  readonly stopped = new Promise<never>((_, reject) => {
    this.#stop = reject;
  });

  constructor(start: StartProgram) {
    this.stopped.catch(() => undefined);
    const noteAside = notesFor('stderr', () => undefined);
    this.#program = start({
      line: (text) => this.#take(text),
      aside: (text) => noteAside('received', text),
      ended: (how) => this.#fail(new Error(`the client ${how}`)),
    });
  }

  /** Hands over an instruction; gives the id that its answer will have. */
  tell(instruction: Instruction): number {
    const id = ++this.#lastId;
    this.#asked.set(id, instruction.do);
    const line = JSON.stringify({ id, ...instruction });
    this.#note('sent', line);
    this.#program.write(line);
    return id;
  }

  /** The next report, which must be one of these. */
  async report(did: string | readonly string[], ms?: number): Promise<Report> {
    const wanted = typeof did === 'string' ? [did] : did;
    const report = await this.#reports.next(`the report ${wanted.join(' or ')}`, ms);
    if (!wanted.includes(report.did)) throw new Mismatch('the next report', wanted.join(' or '), report);
    return report;
  }

  /** The next report answers this instruction, and is one of these. */
  async answer(id: number, did: string | readonly string[], ms?: number): Promise<Report> {
    const report = await this.report(did, ms);
    equal(report.id, id, `the id of the report ${report.did}`);
    return report;
  }

  /** The room ends for the client; `why` is one of these, if any are given. */
  async ended(...why: readonly string[]): Promise<void> {
    const report = await this.report('ended');
    if (why.length > 0) oneOf(report['why'], why, 'why it ended');
  }

  /** What `work` gives, unless the client reports first that it has failed, or that its room is over. */
  async unlessItFails<T>(work: Promise<T>, what: string): Promise<T> {
    const failure = this.#reports.sight(({ did }) => did === 'failed' || did === 'ended');
    const failed = failure.then((report) => {
      throw new Mismatch(what, 'that the client goes on', report);
    });
    return Promise.race([work, failed]);
  }

  /** Reports nothing in `ms`. */
  async silence(ms?: number): Promise<void> {
    await this.#reports.quiet('what the client reports', ms);
  }

  /** Ends its program. */
  async end(): Promise<void> {
    await this.#program.end();
    this.#reports.end(new Error('the client has ended'));
  }

  #take(line: string): void {
    this.#note('received', line);
    try {
      const report = readReport(line);
      if (report.did === 'unable') this.#stop(new Unable(this.#asked.get(report.id)));
      else this.#reports.push(report);
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  /** What was reported before can still be taken. */
  #fail(reason: Error): void {
    this.#reports.end(reason);
    this.#stop(reason);
  }
}
