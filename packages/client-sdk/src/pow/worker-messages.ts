import type { Found, Job } from './solver.js';

/** What a page says to a worker, once: a job. */
export type ToWorker = Job;

/** What a worker says: how many tries it has made, 0 as it begins; then what it found. */
export type FromWorker =
  { readonly type: 'tries'; readonly tries: number } | ({ readonly type: 'found' } & Found);
