/**
 * @typedef {'uws' | 'ws'} EngineName
 *
 * @typedef {object} Figure what was counted or measured, and what it may be
 * @property {string} what in a few words: `frames forwarded after the deadline`
 * @property {number} value
 * @property {string} [unit] e.g. `ms`, `KiB`; default none, a count
 * @property {EngineName} [engine] default: not of one engine
 * @property {number} [most] the figure holds if it is not above this
 * @property {number} [least] the figure holds if it is not below this; a figure with neither is told, not judged
 * @property {boolean} [isTimed] depends on how fast the machine is: judged in full runs alone
 * @property {string} [note] what a reader has to know besides, one sentence
 *
 * @typedef {object} Context what a check is given
 * @property {readonly EngineName[]} engines to run on, one after another
 * @property {boolean} isSmall the size for `npm test`: the same steps, few of them, in a few seconds
 * @property {(figure: Figure) => void} record
 *
 * @typedef {object} Check
 * @property {string} name of its command: `test:` and this
 * @property {string} promise one sentence
 * @property {number} minutes it may take at full size; it has failed then
 * @property {(context: Context) => Promise<void>} run throws where it could not find out
 */

export {};
