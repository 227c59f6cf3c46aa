/** Red, green and blue, each 0 to 255. */
type Colour = readonly [number, number, number];

/** An accent for light and for dark surfaces, as `#rrggbb`. */
export interface Accents {
  readonly light: string;
  readonly dark: string;
}

/** What tokens.css has as surfaces, the raised ones, which leave less contrast. */
const SURFACES: Readonly<Record<keyof Accents, Colour>> = { light: [242, 239, 234], dark: [33, 31, 28] };
const TOWARDS: Readonly<Record<keyof Accents, Colour>> = { light: [0, 0, 0], dark: [255, 255, 255] };
/** WCAG 2.2, 1.4.3. */
const READABLE = 4.5;
const STEPS = 20;

/** A site's accent, `#rrggbb`, darkened or lightened until it can be read on the surfaces of this page. */
export const accentsOf = (accent: string): Accents => ({
  light: readable(accent, 'light'),
  dark: readable(accent, 'dark'),
});

function readable(accent: string, theme: keyof Accents): string {
  const colour = parse(accent);
  const steps = Array.from({ length: STEPS + 1 }, (_, step) => mix(colour, TOWARDS[theme], step / STEPS));
  return format(steps.find((step) => contrast(step, SURFACES[theme]) >= READABLE) ?? TOWARDS[theme]);
}

const parse = (hex: string): Colour => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return [red, green, blue];
};

const format = (colour: Colour): string =>
  `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

const mix = ([r, g, b]: Colour, [r2, g2, b2]: Colour, share: number): Colour => [
  Math.round(r + (r2 - r) * share),
  Math.round(g + (g2 - g) * share),
  Math.round(b + (b2 - b) * share),
];

/** WCAG 2.2, contrast ratio. */
export function contrast(a: Colour, b: Colour): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
