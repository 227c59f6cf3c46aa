const HACK = 'window.hacked=true';
const LONGEST_BYTES = 15_845;

/** Letters under so many accents that they would cover the lines around them. */
const ZALGO = [...'he comes'].map((letter) => letter + '\u0300\u0316\u0489'.repeat(60)).join('');

/** What somebody may send to do more than to be read; none of it holds a link. */
export const HOSTILE_TEXTS = [
  `<script>${HACK}</script>`,
  `</p></article><script>${HACK}</script>`,
  `"><script>${HACK}</script>`,
  `<img src=x onerror="${HACK}">`,
  `<img/src/onerror=${HACK}>`,
  `<svg onload="${HACK}"><script>${HACK}</script></svg>`,
  `<svg><animate onbegin=${HACK} attributeName=x dur=1s>`,
  `<math><mtext><style><img src onerror=${HACK}></style></mtext></math>`,
  `<iframe srcdoc="<script>parent.${HACK}</script>"></iframe>`,
  `<details open ontoggle="${HACK}">`,
  `<form action="/purge"><button autofocus onfocus="${HACK}">Send</button></form>`,
  `<a href="javascript:${HACK}">click</a>`,
  `<style>body{display:none}</style><link rel=stylesheet href=//evil.example/x.css>`,
  `<base href="//evil.example/"><meta http-equiv="refresh" content="0;url=/">`,
  `<template shadowrootmode="open"><script>${HACK}</script></template>`,
  `<!-- --!><script>${HACK}</script> -->`,
  `javascript:${HACK}`,
  `JaVaScRiPt:${HACK}//%0aalert(1)`,
  `data:text/html,<script>${HACK}</script>`,
  `vbscript:msgbox(1) file:///etc/passwd ftp://evil.example/ //evil.example/x blob:null/1`,
  `[click](javascript:${HACK}) ![image](javascript:${HACK})`,
  '# not a heading\n- **not bold** `not code`\n> not a quote',
  `{{constructor.constructor('${HACK}')()}}`,
  '${' + HACK + '} #{7*7} <%= 7*7 %> {@html "<b>bold</b>"} {#if true}shown{/if}',
  '&lt;b&gt; &amp; &#60;script&#62; &nbsp;&quot;',
  '\u202Egnp.exe\u202C \u2066\u2067\u2068isolated and never closed',
  '\u202E\u202D\u202B\u202A\u2067\u2066\u2068nothing is closed',
  '\u061C\u200E\u200F\u200B\u2060\uFEFFunseen',
  'עברית and العربية in one line',
  ZALGO,
  '\u{1F9D1}\u200D\u{1F4BB}'.repeat(200),
  '\uFFFD\uFFFE\u0000\u0007\u001B[31mred\u001B[0m',
  'A'.repeat(LONGEST_BYTES),
  '\n'.repeat(500) + 'far below',
  '__proto__',
  'constructor',
  'null',
  '0',
] as const;

/** A text with an address in it, where its link leads, and what is to be read of it. */
export const LINKED_TEXTS = [
  ['see https://example.org/a?b=c#d.', 'https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
  ['(http://example.org)', 'http://example.org/', 'http://example.org'],
  ['HTTPS://EXAMPLE.ORG/Path', 'https://example.org/Path', 'https://example.org/Path'],
  ['https://аррӏе.com/', 'https://xn--80ak6aa92e.com/', 'https://xn--80ak6aa92e.com/'],
  ['<a href="https://example.org/"onclick=alert(1)>', 'https://example.org/', 'https://example.org/'],
] as const;

/** What looks like an address and becomes none. */
export const UNLINKED_TEXTS = [
  'https://user:password@example.org/',
  'https://example.org@evil.example/',
  'https://',
  'http://[::1',
  'www.example.org',
] as const;
