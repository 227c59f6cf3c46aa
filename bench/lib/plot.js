/** Plots as SVG files that need nothing else: no script, no foreign reference, readable on light and dark pages. */
import * as echarts from 'echarts';
import { coloursOf, PAGE } from './colours.js';
import { short } from './numbers.js';
import { onCard } from './svg-card.js';

/**
 * @typedef {object} Plot
 * @property {string} title
 * @property {'bars' | 'lines'} kind bars of one series lie, each in the colour of its category
 * @property {string} unit
 * @property {string[]} categories
 * @property {{ name: string, values: (number | null)[] }[]} series null leaves a gap
 * @property {boolean} [log]
 * @property {string} [xLabel]
 */

const WIDTH = 720;
const HEIGHT = 420;
const FONT = 'system-ui, -apple-system, Roboto, sans-serif';
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'roundRect'];
/** More bars than that have no room for their values side by side, and then none for them upright. */
const WIDE_BARS = 18;
const LABELLED_BARS = 42;
const LYING_BAR_HEIGHT = 34;
const LEGEND_FONT = 12;
const HEAD_HEIGHT = 68;
const LEGEND_ROW_HEIGHT = 22;
/** What comes with the name in each entry of the legend. */
const ENTRY_WIDTH = 44;
/** There are no fonts here to measure by: wide letters, as a share of their height, so that any font has room. */
const LETTER_SHARE = 0.6;

echarts.setPlatformAPI({
  measureText: (text, font) => ({
    width: text.length * LETTER_SHARE * (parseInt(font ?? '', 10) || LEGEND_FONT),
  }),
});

/**
 * @param {Plot} plot
 * @returns {string} the same plot always gives the same bytes
 */
export function plotSvg(plot) {
  const isLying = plot.kind === 'bars' && plot.series.length === 1;
  const height = isLying ? HEAD_HEIGHT + 60 + plot.categories.length * LYING_BAR_HEIGHT : HEIGHT;
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  chart.setOption({ animation: false, textStyle: { fontFamily: FONT }, ...layout(plot, isLying) });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return onCard(svg, { title: plot.title, width: WIDTH, height });
}

/**
 * @param {Plot} plot
 * @param {boolean} isLying
 */
function layout(plot, isLying) {
  const { title, unit, categories, series, xLabel } = plot;
  const category = {
    ...axis(isLying ? undefined : xLabel),
    type: 'category',
    data: categories,
    axisTick: { show: false },
  };
  const value = {
    ...axis(),
    ...scale(plot),
    axisLabel: { color: PAGE.faint, formatter: tick },
  };
  const legendHeight = isLying ? 0 : LEGEND_ROW_HEIGHT * legendRows(series.map(({ name }) => name));
  return {
    title: {
      text: title,
      subtext: unit,
      left: 20,
      top: 14,
      itemGap: 6,
      textStyle: { color: PAGE.ink, fontSize: 16, lineHeight: 20 },
      subtextStyle: { color: PAGE.faint, fontSize: 13, lineHeight: 18 },
    },
    legend: {
      show: !isLying,
      left: 16,
      right: 16,
      top: HEAD_HEIGHT,
      textStyle: { color: PAGE.ink, fontSize: LEGEND_FONT },
    },
    grid: {
      left: 20,
      right: isLying ? 56 : 20,
      top: HEAD_HEIGHT + 14 + legendHeight,
      bottom: xLabel === undefined || isLying ? 20 : 44,
      containLabel: true,
    },
    xAxis: isLying ? value : category,
    yAxis: isLying ? { ...category, inverse: true } : value,
    series: isLying ? [lying(plot)] : plot.kind === 'bars' ? standing(plot) : lines(plot),
  };
}

/** Round numbers without the zeros behind the point: 10k, not 10.0k. */
const tick = (/** @type {number} */ value) =>
  short(value)
    .replace(/(\.\d*?)0+(?=\D*$)/, '$1')
    .replace(/\.(?=\D*$)/, '');

/** @param {string} [name] */
function axis(name) {
  return {
    name,
    nameLocation: 'middle',
    nameGap: 30,
    nameTextStyle: { color: PAGE.faint, fontSize: 13 },
    axisLabel: { color: PAGE.ink, fontSize: 13, interval: 0 },
    axisLine: { lineStyle: { color: PAGE.faint } },
    splitLine: { lineStyle: { color: PAGE.line } },
  };
}

/**
 * A logarithmic axis begins at a power of ten, for bars at one below all values, so that the lowest has a height.
 * @param {Plot} plot
 */
function scale({ kind, log, series }) {
  if (!log) return { type: 'value' };
  const values = series.flatMap((row) => row.values.filter((value) => value !== null && value > 0));
  const exponent = Math.log10(Math.min(...values));
  return { type: 'log', min: 10 ** (kind === 'bars' ? Math.ceil(exponent) - 1 : Math.floor(exponent)) };
}

/** @param {Plot} plot */
function lying({ categories, series: [{ values }] }) {
  const colours = coloursOf(categories);
  const data = values.map((value, i) => ({ value, itemStyle: { color: colours[i].colour } }));
  return { type: 'bar', silent: true, barWidth: '66%', data, label: label('right', 12) };
}

/** @param {Plot} plot */
function standing({ categories, series }) {
  const bars = categories.length * series.length;
  const upright = bars > WIDE_BARS && { rotate: 90, align: 'left', verticalAlign: 'middle', distance: 4 };
  const colours = coloursOf(series.map(({ name }) => name));
  return series.map(({ name, values }, i) => ({
    type: 'bar',
    name,
    silent: true,
    barGap: '8%',
    barCategoryGap: '14%',
    data: values,
    itemStyle: { color: colours[i].colour },
    label: { ...label('top', 10), ...upright, show: bars <= LABELLED_BARS },
  }));
}

/** @param {Plot} plot */
function lines({ series }) {
  const colours = coloursOf(series.map(({ name }) => name));
  return series.map(({ name, values }, i) => ({
    type: 'line',
    name,
    silent: true,
    symbol: SYMBOLS[i % SYMBOLS.length],
    symbolSize: 8,
    data: values,
    itemStyle: { color: colours[i].colour },
    lineStyle: { width: colours[i].isOurs ? 3 : 2, type: colours[i].isOurs ? 'solid' : 'dashed' },
  }));
}

/**
 * @param {string} position
 * @param {number} fontSize
 */
const label = (position, fontSize) => ({
  show: true,
  position,
  fontSize,
  color: PAGE.ink,
  textBorderWidth: 0,
  formatter: (/** @type {{ value: number | null }} */ { value }) => (value === null ? '' : short(value)),
});

/** @param {string[]} names */
function legendRows(names) {
  let rows = 1;
  let used = 0;
  for (const name of names) {
    const width = ENTRY_WIDTH + name.length * LETTER_SHARE * LEGEND_FONT;
    if (used > 0 && used + width > WIDTH - 40) [rows, used] = [rows + 1, 0];
    used += width;
  }
  return rows;
}
