/** Which colour a row of figures has, in every plot the same; told apart by hue or by lightness under any colour blindness. */

/** The page and what is written on it; each has its counterpart on a dark page. */
export const PAGE = { card: '#ffffff', ink: '#1f2328', faint: '#57606a', line: '#d1d9e0' };

const SLATE = '#3f4a55';
const GREY = '#77828d';
const LIGHT = '#aab3bb';
const SAND = '#cdb87c';
const BLUE = '#1f78c1';
const VERMILION = '#d55e00';

/** On a dark page the greys change places, so that each stands out from the ground as much as before. */
export const ON_DARK = {
  [PAGE.card]: '#161b22',
  [PAGE.ink]: '#e6edf3',
  [PAGE.faint]: '#9da7b3',
  [PAGE.line]: '#3a434d',
  [SLATE]: '#e3e8ed',
  [GREY]: '#9aa4ae',
  [LIGHT]: '#5f6a75',
  [BLUE]: '#4493e0',
};

/** By what is in the name: our engines in full colours, what they are compared with in greys and sand. */
const KNOWN = [
  { match: /pug.*\buws\b/i, colour: BLUE, isOurs: true },
  { match: /pug.*\bws\b/i, colour: VERMILION, isOurs: true },
  { match: /original|express/i, colour: SAND, isOurs: false },
  { match: /socket\.io/i, colour: LIGHT, isOurs: false },
  { match: /\buws\b/i, colour: SLATE, isOurs: false },
  { match: /\bws\b/i, colour: GREY, isOurs: false },
];
/** For names that say nothing of a server, in turn. */
const OTHERS = ['#009e73', '#cc79a7', '#b58900', '#56b4e9', '#9467bd', '#b5452f'];

/**
 * @param {string[]} names
 * @returns {{ colour: string, isOurs: boolean }[]}
 */
export function coloursOf(names) {
  const others = names.filter((name) => !KNOWN.some(({ match }) => match.test(name)));
  return names.map((name) => {
    const known = KNOWN.find(({ match }) => match.test(name));
    return known ?? { colour: OTHERS[others.indexOf(name) % OTHERS.length], isOurs: true };
  });
}
