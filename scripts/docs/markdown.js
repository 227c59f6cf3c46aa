// What Markdown becomes on the site beyond what TypeDoc does: nothing that a strict policy would refuse, and what is wider
// than a phone scrolls by itself.
import { readFileSync } from 'node:fs';

const ALIGN = /^text-align:(left|center|right)$/;
const CODE = /^<pre>(<code[^>]*>[^]*<\/code>)<button[^>]*>([^<]*)<\/button><\/pre>\s*$/;

/**
 * Adds the rules to TypeDoc's markdown-it. `picture` gives the file behind the address of a picture, `specification` the
 * address of the specification from the page that is being written, and the anchors of its numbered headings.
 */
export function loadRules(markdown, { picture, specification }) {
  // A file's name is no host.
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  markdown.core.ruler.push('site', ({ tokens, Token }) => {
    for (const [index, token] of tokens.entries()) {
      if (token.type === 'heading_open') nameCode(tokens[index + 1].children);
      if (token.type === 'th_open' || token.type === 'td_open') alignByClass(token);
      if (token.type === 'th_open' && tokens[index + 1].content === '') leaveEmpty(tokens, index);
      if (token.type === 'inline') token.children = linkSpecification(token.children, Token, specification);
    }
  });
  const { rules } = markdown.renderer;
  rules.table_open = () => '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>\n';
  rules.table_close = () => '</table></div>\n';
  rules.link_open = linkOpen;
  const fence = rules.fence.bind(rules);
  rules.fence = (...args) => framedCode(fence(...args));
  const image = rules.image.bind(rules);
  rules.image = (tokens, index, ...rest) => {
    addSize(tokens[index], picture(tokens[index].attrGet('src')));
    return image(tokens, index, ...rest);
  };
}

/** TypeDoc leaves the code in a heading out of its anchor; GitHub does not. */
function nameCode(children) {
  for (const token of children) {
    if (token.type === 'code_inline') token.children = [{ type: 'text', content: token.content }];
  }
}

/** A cell of the head without a word is the head of nothing. */
function leaveEmpty(tokens, index) {
  for (const token of [tokens[index], tokens[index + 2]]) token.tag = 'td';
}

function alignByClass(token) {
  const [, side] = ALIGN.exec(token.attrGet('style') ?? '') ?? [];
  if (side === undefined) return;
  token.attrs = token.attrs.filter(([name]) => name !== 'style');
  token.attrJoin('class', `align-${side}`);
}

const NAMED = /((?<![\w/])protocol\.md(?: §\d)?)/;

/** What a docstring calls `protocol.md §3` leads there, unless it is a link already. */
function linkSpecification(children, Token, specification) {
  let depth = 0;
  return children.flatMap((token) => {
    if (token.type === 'link_open' || /^<a\s/.test(token.content)) depth++;
    if (token.type === 'link_close' || token.content === '</a>') depth--;
    if (token.type !== 'text' || depth > 0 || !NAMED.test(token.content)) return [token];
    return token.content.split(NAMED).flatMap((text, index) => {
      const inner = Object.assign(new Token('text', '', 0), { content: text });
      return index % 2 === 0 ? [inner] : specificationLink(inner, Token, specification());
    });
  });
}

function specificationLink(text, Token, { address, anchors }) {
  const [, number] = /§(\d)/.exec(text.content) ?? [];
  const anchor = anchors.get(number);
  const open = new Token('link_open', 'a', 1);
  open.attrSet('href', anchor === undefined ? address : `${address}#${anchor}`);
  return [open, text, new Token('link_close', 'a', -1)];
}

function linkOpen(tokens, index, options, _env, self) {
  const token = tokens[index];
  if (/^https?:/i.test(token.attrGet('href') ?? '')) token.attrSet('rel', 'noopener noreferrer');
  return self.renderToken(tokens, index, options);
}

/** The code scrolls, and its button stays where it is. */
const framedCode = (html) =>
  html.replace(
    CODE,
    (_all, code, name) =>
      `<div class="code"><pre tabindex="0">${code.replaceAll('<br/>', '\n')}</pre><button type="button" hidden>${name}</button></div>\n`,
  );

function addSize(token, file) {
  token.attrSet('loading', 'lazy');
  const size = file?.endsWith('.png') ? sizeOfPng(readFileSync(file)) : undefined;
  if (size === undefined) return;
  token.attrSet('width', String(size.width));
  token.attrSet('height', String(size.height));
}

/** PNG, §11.2.2: the header is the first chunk. */
const sizeOfPng = (bytes) => ({ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) });
