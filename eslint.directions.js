// Which way imports go: protocol ← server-core, client-sdk ← the rest. A file may import only what is named here.

const SIBLING = '\\.{1,2}/';
const NODE = 'node:';
const PROTOCOL = '@pug-network/protocol$';
const WS = 'ws$';
const UWS = 'uWebSockets\\.js$';

/** Import rules for `files`: what begins with none of `allowed` is refused, as is what matches one of `refused`. */
function only(files, { allowed, refused = [], ignores = [], message }) {
  const patterns = [`^(?!${allowed.join('|')})`, ...refused].map((regex) => ({ regex, message }));
  return { files, ignores, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

/** Globals that do not belong into code which runs everywhere and is handed its clock, timers and randomness. */
const NOT_PURE = [
  ...['window', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage', 'self', 'fetch'],
  ...['WebSocket', 'XMLHttpRequest', 'Worker', 'process', 'Buffer', 'global', 'require', '__dirname'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'performance', 'crypto'],
];
const NOT_PORTABLE = ['process', 'Buffer', 'global', 'require', '__dirname', 'setImmediate'];

const withoutGlobals = (files, names, message) => ({
  files,
  rules: { 'no-restricted-globals': ['error', ...names.map((name) => ({ name, message }))] },
});

const withoutDynamicImports = (files, message) => ({
  files,
  rules: { 'no-restricted-syntax': ['error', { selector: 'ImportExpression', message }] },
});

const protocol = [
  only(['packages/protocol/src/**'], {
    allowed: [SIBLING],
    message: 'protocol imports nothing outside itself.',
  }),
  withoutGlobals(['packages/protocol/src/**'], NOT_PURE, 'protocol is pure: it is handed what it needs.'),
  withoutDynamicImports(['packages/protocol/src/**'], 'protocol imports nothing outside itself.'),
];

const SDK_IMPORTS = [SIBLING, PROTOCOL, '@noble/hashes/', '#websocket$'];
const clientSdk = [
  only(['packages/client-sdk/src/**'], {
    allowed: SDK_IMPORTS,
    message: 'client-sdk imports protocol and @noble/hashes alone; ws only in websocket-node.ts.',
  }),
  only(['packages/client-sdk/src/platform/websocket-node.ts'], {
    allowed: [...SDK_IMPORTS, WS],
    message: 'websocket-node.ts imports ws besides what client-sdk may.',
  }),
  withoutGlobals(['packages/client-sdk/src/**'], NOT_PORTABLE, 'client-sdk uses web-standard API alone.'),
  only(['packages/client-sdk/test/**'], {
    allowed: [''],
    refused: ['^@pug-network/server'],
    message: 'client-sdk and server-core never import each other; e2e joins them.',
  }),
];

const CORE_IMPORTS = [SIBLING, NODE, PROTOCOL];
const serverCore = [
  only(['packages/server-core/src/**'], {
    allowed: [...CORE_IMPORTS, WS, UWS],
    message: 'server-core imports protocol, ws, uWebSockets.js and node: alone.',
  }),
  only(['packages/server-core/src/{gate,rooms}/**'], {
    allowed: CORE_IMPORTS,
    refused: ['/engines/', '/http\\b', '^node:https?$'],
    message: 'gate and rooms know neither the engines nor HTTP.',
  }),
  only(['packages/server-core/src/engines/**'], {
    allowed: ['\\./', '\\.\\./socket\\.js$', NODE, PROTOCOL, WS, UWS],
    message: 'an engine imports the seam (../socket.js) and protocol alone.',
  }),
  only(['packages/server-core/test/**'], {
    allowed: [''],
    refused: ['^@pug-network/client-sdk'],
    message: 'client-sdk and server-core never import each other; e2e joins them.',
  }),
];

const embed = [
  only(['packages/embed/src/**'], {
    allowed: [SIBLING],
    message: 'embed imports nothing outside itself: it is the one script of ours in somebody else’s page.',
  }),
  withoutDynamicImports(['packages/embed/src/**'], 'embed imports nothing outside itself.'),
];

const conformance = [
  only(['packages/conformance/**'], {
    allowed: [SIBLING, NODE, WS, 'vitest', 'tsup$', 'esbuild$'],
    message: 'conformance shares no code with what it checks: it imports node: and ws alone.',
  }),
];

const apps = [
  only(['apps/server/src/**'], {
    allowed: [SIBLING, NODE, '@pug-network/server-core$'],
    message: 'apps/server imports server-core alone.',
  }),
  only(['apps/web/src/**'], {
    allowed: [
      SIBLING,
      '\\$lib/',
      '\\$app/',
      'svelte\\b',
      '@pug-network/client-sdk',
      '@pug-network/embed/frame$',
      '@scure/bip39/',
      'lean-qr',
    ],
    message: 'apps/web imports client-sdk alone, and libraries for words and QR codes.',
  }),
];

const CONTRACT = 'the contract runs in every runtime: it is handed the SDK, and uses web-standard API alone.';
const contract = [
  only(['runtimes/contract/**/*.js'], { allowed: [SIBLING], message: CONTRACT }),
  withoutGlobals(['runtimes/contract/**'], NOT_PORTABLE, CONTRACT),
];

export const directions = [
  ...protocol,
  ...clientSdk,
  ...serverCore,
  ...embed,
  ...conformance,
  ...apps,
  ...contract,
];
