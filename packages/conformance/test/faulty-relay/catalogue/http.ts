import type { Entry } from './entry.js';

/** Faults in requests and answers. */
export const HTTP = [
  { name: 'http.head-allowed', clause: 'HTTP', about: 'HEAD on an API path is answered as GET is.' },
  {
    name: 'http.trailing-slash-accepted',
    clause: 'HTTP',
    about: 'A path with a slash at its end is taken for the path without it.',
  },
  {
    name: 'http.not-found-as-html',
    clause: 'HTTP',
    about: 'An unknown path under /api/ gives a page of HTML with its 404.',
  },
  { name: 'http.cache-control-missing', clause: 'HTTP', about: 'No answer has Cache-Control.' },
  {
    name: 'http.wrong-method-not-found',
    clause: 'HTTP',
    about: 'A method that the path does not have is told as not_found.',
  },
  {
    name: 'http.message-missing',
    clause: 'HTTP',
    about: 'The body of an error has its code, but no message.',
  },
  { name: 'http.long-body-accepted', clause: 'HTTP', about: 'A body of more than 1,024 bytes is read.' },
  {
    name: 'http.transfer-encoding-accepted',
    clause: 'HTTP',
    about: 'A request with Transfer-Encoding is read.',
  },
  { name: 'http.body-on-get-accepted', clause: 'HTTP', about: 'A GET with a body is answered.' },
  {
    name: 'http.content-type-required',
    clause: 'HTTP',
    about: 'A body whose Content-Type is not JSON is refused.',
  },
  {
    name: 'json.first-of-doubled-name',
    clause: 'HTTP',
    about: 'Of a name given more than once the first value counts.',
  },
  { name: 'json.bom-accepted', clause: 'HTTP', about: 'A byte order mark before the object is skipped.' },
  {
    name: 'json.bad-utf8-accepted',
    clause: 'HTTP',
    about: 'Invalid UTF-8 is read, with replacement characters in its place.',
  },
] as const satisfies readonly Entry[];
