/** The configurations that the operator's guide shows, with names, ports and paths of this run in place of theirs. */
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';

/**
 * @typedef {object} Place where a proxy of this run is
 * @property {string} folder
 * @property {number} plain its port for `http:`
 * @property {number} secure its port for `https:`
 * @property {number} relay the port of the relay behind it
 */

const GUIDE = new URL('../../../docs/guides/operator.md', import.meta.url);
const hasIpv6 = Object.values(networkInterfaces()).some((list) =>
  list?.some(({ family }) => family === 'IPv6'),
);

/**
 * The sample in this language.
 * @param {string} language
 * @param {Place} place
 */
export function sample(language, { folder, relay }) {
  const [, code = ''] =
    new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms').exec(readFileSync(GUIDE, 'utf8')) ?? [];
  const lines = code.split('\n').filter((line) => hasIpv6 || !line.includes('listen [::]'));
  return replaced(lines.join('\n'), [
    ['/etc/ssl/chat.example', folder],
    ['/etc/haproxy/chat.example.pem', `${folder}/both.pem`],
    ['/var/log/nginx', folder],
    ['127.0.0.1:3000', `127.0.0.1:${relay}`],
    ['chat.example', 'localhost'],
  ]);
}

/**
 * The text with all of these replaced, of which the required have to be in it.
 * @param {string} text
 * @param {readonly (readonly [string, string])[]} optional
 * @param {readonly (readonly [string, string])[]} [required]
 */
export function replaced(text, optional, required = []) {
  const missing = required.filter(([from]) => !text.includes(from)).map(([from]) => from);
  if (missing.length > 0) throw new Error(`the guide's sample has no ${missing.join(', ')}`);
  return [...optional, ...required].reduce((result, [from, to]) => result.replaceAll(from, to), text);
}
