/**
 * @typedef {import('@pug-network/conformance/wire').Target} Target
 * @typedef {import('../../lib/check.js').Figure} Figure
 * @typedef {import('../../lib/relay.js').RelayOptions} RelayOptions
 * @typedef {Omit<Figure, 'engine'>} Finding
 */

/**
 * One kind of abuse, on a relay where healthy rooms talk.
 * @template [Size=any]
 * @template [Result=any]
 * @typedef {object} Scenario
 * @property {string} name
 * @property {RelayOptions} [options] where the relay's defaults do not do
 * @property {(isSmall: boolean) => Size} size how much of it; plain data
 * @property {(size: Size) => Cap} cap
 * @property {(target: Target, size: Size) => Promise<Result>} abuse runs in the abusers' process; plain data
 * @property {(result: Result, size: Size) => Finding[]} judge what became of the abusers
 */

/**
 * How much memory the documents allow the abusers to take.
 * @typedef {object} Cap
 * @property {number} bytes
 * @property {string} because
 */

/**
 * Types a scenario.
 * @template Size
 * @template Result
 * @param {Scenario<Size, Result>} scenario
 */
export const scenario = (scenario) => scenario;
