/** What ECharts draws, made into a file of its own. */
import { ON_DARK, PAGE } from './colours.js';

/**
 * Without what is for a page with a script, or counts the charts of this process; on a card that follows the page's scheme.
 * @param {string} svg
 * @param {{ title: string, width: number, height: number }} card
 */
export function onCard(svg, { title, width, height }) {
  const bare = svg
    .replace(/<style >.*<\/style>\n/s, '')
    .replace(/ (?:class="zr\d+-cls-\d+"|ecmeta_\w+="[^"]*"|pointer-events="\w+")/g, '')
    .replace(/zr\d+-/g, '');
  const dark = Object.entries(ON_DARK).map(
    ([light, colour]) => `[fill="${light}"]{fill:${colour}}[stroke="${light}"]{stroke:${colour}}`,
  );
  const card = [
    `<title>${title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</title>`,
    `<style>@media (prefers-color-scheme:dark){${dark.join('')}}</style>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10" fill="${PAGE.card}" stroke="${PAGE.line}"/>`,
  ];
  return bare.replace(/>\n/, `>\n${card.join('\n')}\n`);
}
