import { asyncapi, faultsOf, openapi, resolve, type Json } from './descriptions.js';
import type { Close, Exchange, Frame } from './traffic.js';

// What the descriptions say of what was said. Whatever they have nothing for is an error.

/** What an exchange was, by openapi.json. */
export interface JudgedExchange {
  /** The operation's id, or the name of the answer that is given to every other path or method. */
  readonly operation: string;
  readonly status: number;
  readonly schemas: readonly string[];
  readonly code: string | undefined;
}

/** What a frame was, by asyncapi.json. */
export interface JudgedFrame {
  readonly message: string;
  readonly schema: string | undefined;
  readonly code: string | undefined;
}

const paths = openapi['paths'] as Readonly<Record<string, Readonly<Record<string, Json>>>>;
const answers = (openapi['components'] as { responses: Readonly<Record<string, Json>> }).responses;

/** Where to look for the answer to a request that no operation is for. */
const ELSEWHERE = {
  BadRequest: 400,
  OriginForbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  Shutdown: 503,
};

function answerTo({ method, path, status }: Exchange): {
  operation: string;
  answer: Json;
  asked: Json | undefined;
} {
  const [pathname = ''] = path.split('?');
  const asked = paths[pathname]?.[method.toLowerCase()];
  if (asked !== undefined) {
    const answer = (asked['responses'] as Record<string, Json>)[status];
    if (answer === undefined) throw new Error(`${method} ${pathname} has no answer ${status}`);
    return { operation: String(asked['operationId']), answer: resolve(openapi, answer), asked };
  }
  const isKnown = pathname in paths;
  const [name = ''] = Object.entries(ELSEWHERE).find(([, other]) => other === status) ?? [];
  const fits = isKnown ? name !== 'NotFound' : pathname.startsWith('/api/') && name !== 'MethodNotAllowed';
  if (!fits || answers[name] === undefined)
    throw new Error(`nothing has the answer ${status} to ${method} ${pathname}`);
  return { operation: name, answer: answers[name], asked };
}

/** Holds an exchange against openapi.json. */
export function judgeExchange(exchange: Exchange): JudgedExchange {
  const { operation, answer, asked } = answerTo(exchange);
  checkHeaders(answer, exchange);
  const schemas = [...checkBody(answer, exchange), ...checkRequest(asked, exchange)];
  return { operation, status: exchange.status, schemas, code: codeIn(exchange.body) };
}

function checkHeaders(answer: Json, { method, path, headers }: Exchange): void {
  for (const [name, given] of Object.entries((answer['headers'] ?? {}) as Record<string, Json>)) {
    const { required, schema } = resolve(openapi, given);
    const value = headers[name.toLowerCase()];
    const fault =
      value === undefined ? (required === true ? 'is missing' : '') : faultsOf(schema as Json, value);
    if (fault !== '') throw new Error(`${method} ${path}: the header ${name} ${fault}: ${value}`);
  }
}

function checkBody(answer: Json, { method, path, status, headers, body }: Exchange): string[] {
  const content = answer['content'] as Record<string, { schema: Json }> | undefined;
  if (content === undefined || method === 'HEAD') {
    if (body !== '') throw new Error(`${method} ${path}: ${status} has a body`);
    return [];
  }
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  const { schema } = content[type] ?? {};
  if (schema === undefined) throw new Error(`${method} ${path}: a body of the type ${type}`);
  const fault = faultsOf(schema, JSON.parse(body));
  if (fault !== '') throw new Error(`${method} ${path}: ${fault}: ${body}`);
  return filesIn(schema);
}

/** What was sent and succeeded must be what a client is told to send. */
function checkRequest(asked: Json | undefined, { method, path, sent, status }: Exchange): string[] {
  const content = (asked?.['requestBody'] as { content: Record<string, { schema: Json }> } | undefined)
    ?.content;
  if (content === undefined || status !== 200) return [];
  const names = Object.values(content).flatMap(({ schema }) => filesIn(schema));
  const fault = names.map((name) => faultsOf(`${name}#/$defs/sent`, JSON.parse(sent))).join('');
  if (fault !== '') throw new Error(`${method} ${path}: ${fault}: ${sent}`);
  return names;
}

/** The files that a schema refers to at its top. */
const filesIn = ({ $ref, allOf }: Json): string[] =>
  [...((allOf ?? []) as Json[]).map((part) => part['$ref']), $ref].filter((name) => typeof name === 'string');

const operations = Object.values(asyncapi['operations'] as Record<string, Json>);
const messagesOf = ({ messages }: { messages?: readonly Json[] }): string[] =>
  (messages ?? []).map(({ $ref }) => String($ref).split('/').at(-1)!);

/** The messages that go in one direction: those of the operations, and for the client the replies. */
const DIRECTIONS: Readonly<Record<Frame['to'], ReadonlySet<string>>> = {
  relay: new Set(operations.filter(({ action }) => action === 'receive').flatMap(messagesOf)),
  client: new Set([
    ...operations.filter(({ action }) => action === 'send').flatMap(messagesOf),
    ...operations.flatMap(({ reply }) => messagesOf((reply ?? {}) as Json)),
  ]),
};

/** The messages that a frame is one of. */
function messagesFor({ to, isBinary, data }: Frame): JudgedFrame[] {
  const described = (asyncapi['components'] as { messages: Record<string, Json> }).messages;
  const payload: unknown = isBinary ? data : JSON.parse(data);
  return [...DIRECTIONS[to]].flatMap((message) => {
    const { payload: schema, 'x-opcode': opcode } = described[message] as {
      payload: { $ref: string };
      'x-opcode': string;
    };
    const isFile = !schema.$ref.startsWith('#');
    if (opcode !== (isBinary ? 'binary' : 'text')) return [];
    if (faultsOf(isFile ? schema.$ref : resolve(asyncapi, schema), payload) !== '') return [];
    return [{ message, schema: isFile ? schema.$ref : undefined, code: isBinary ? undefined : codeIn(data) }];
  });
}

/** Holds a frame against asyncapi.json: it must be one of its messages, and not of two. */
export function judgeFrame(frame: Frame): JudgedFrame {
  const [message, another] = messagesFor(frame);
  if (message !== undefined && another === undefined) return message;
  throw new Error(
    `${another ? 'two messages' : 'no message'} for a frame to the ${frame.to}: ${frame.data.slice(0, 200)}`,
  );
}

/** Holds the end of a connection against the close codes of asyncapi.json; 1000 is the client's own. */
export function judgeClose({ code, reason }: Close): void {
  const rows = (
    asyncapi['channels'] as { socket: { 'x-close-codes': readonly { close: number; code?: string }[] } }
  ).socket['x-close-codes'];
  const row = rows.find(({ close }) => close === code);
  if (code === 1000 || (row !== undefined && (row.code === undefined || row.code === reason))) return;
  throw new Error(`the close code ${code} with the reason ${reason}`);
}

function codeIn(json: string): string | undefined {
  if (json === '') return undefined;
  const { error, code } = JSON.parse(json) as { error?: { code: string }; code?: string };
  return error?.code ?? code;
}
