import type { Job } from '../../src/pow/solver.js';
import type { FromWorker } from '../../src/pow/worker-messages.js';
import type { WorkerLike } from '../../src/pow/workers.js';

/** A worker that a test speaks for. */
export class FakeWorker implements WorkerLike {
  static made: FakeWorker[] = [];

  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  onmessageerror: WorkerLike['onmessageerror'] = null;
  readonly jobs: Job[] = [];
  isTerminated = false;

  constructor(
    readonly url: URL | string = '',
    readonly options: object = {},
  ) {
    FakeWorker.made.push(this);
  }

  postMessage(job: Job): void {
    this.jobs.push(job);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  say(message: FromWorker): void {
    this.onmessage?.({ data: message });
  }
}
