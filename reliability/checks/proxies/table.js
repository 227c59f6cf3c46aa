/** The proxies: how each is started, and which cases of the kit it answers itself and in its own way. */
import { replaced, sample } from './samples.js';

/**
 * @typedef {import('./samples.js').Place} Place
 *
 * @typedef {object} Own why a case of the kit fails behind a proxy
 * @property {string} why
 * @property {readonly import('../../lib/check.js').EngineName[]} [engines] where it does; all unless given
 *
 * @typedef {object} Proxy
 * @property {string} name also of its command
 * @property {(place: Place) => string} config from the guide's sample
 * @property {(file: string) => string[]} args
 * @property {Readonly<Record<string, Own>>} own cases that fail behind it, by id
 */

/** The frame that nginx's own package puts around a site. */
const NGINX_FRAME = ['daemon off; master_process off;', 'events { worker_connections 1024; }', 'http {'];

/** @param {Place} place */
function nginxConfig(place) {
  const { folder, plain, secure } = place;
  const site = replaced(
    sample('nginx', place),
    [
      [':80;', `:${plain};`],
      [':443 ssl', `:${secure} ssl`],
    ],
    [
      ['listen 80;', `listen ${plain};`],
      ['listen 443 ssl', `listen ${secure} ssl`],
    ],
  );
  return [`pid ${folder}/nginx.pid;`, ...NGINX_FRAME, site, '}', ''].join('\n');
}

/**
 * With fewer connections than the guide's: each takes two files, and it does not start where there are too few.
 * @param {Place} place
 */
const haproxyConfig = (place) =>
  replaced(
    sample('haproxy', place),
    [],
    [
      ['maxconn 50000', 'maxconn 1000'],
      ['bind :80', `bind :${place.plain}`],
      ['bind :443', `bind :${place.secure}`],
    ],
  );

/**
 * Without its administration port, and with a certificate that is there, since nobody issues one for this machine.
 * @param {Place} place
 */
function caddyConfig(place) {
  const { folder, plain, secure } = place;
  const options = ['admin off', `http_port ${plain}`, `https_port ${secure}`, 'skip_install_trust'];
  return replaced(
    sample('caddyfile', place),
    [],
    [
      ['{\n\tlog', `{\n\t${options.join('\n\t')}\n\tlog`],
      ['localhost {', `localhost {\n\ttls ${folder}/fullchain.pem ${folder}/privkey.pem`],
    ],
  );
}

const TRANSFER_ENCODING = {
  why: 'it reads the body itself, and refuses other encodings with a status of its own',
};
const UNCHUNKED = { why: 'it reads a chunked body itself, and passes it on with a length' };
const UNKNOWN_HOST = { why: 'it answers for the host names of its configuration alone' };
/** @type {readonly Proxy[]} */
export const PROXIES = [
  {
    name: 'nginx',
    config: nginxConfig,
    args: (file) => ['-e', 'stderr', '-c', file],
    own: {
      'http.chunked': UNCHUNKED,
      'http.chunked-get': UNCHUNKED,
      'http.transfer-encodings': TRANSFER_ENCODING,
    },
  },
  {
    name: 'haproxy',
    config: haproxyConfig,
    args: (file) => ['-db', '-f', file],
    own: {
      'http.transfer-encodings': TRANSFER_ENCODING,
      'upgrade.without-key': { why: 'it refuses the request itself, with a page of its own' },
    },
  },
  {
    name: 'caddy',
    config: caddyConfig,
    args: (file) => ['run', '--config', file, '--adapter', 'caddyfile'],
    own: {
      'http.transfer-encodings': TRANSFER_ENCODING,
      'http.huge-headers': {
        why: 'it answers 502 where the relay closes without an answer, as this engine does',
        engines: ['uws'],
      },
      'origin.same-host': UNKNOWN_HOST,
      'origin.not-same-host': UNKNOWN_HOST,
    },
  },
];
