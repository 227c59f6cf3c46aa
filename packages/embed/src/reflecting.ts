import { accentOf, countOf, modeOf, themeOf } from './attributes.js';

/** The attributes that are properties too, and how they are read. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  relay: (text) => text,
  mode: modeOf,
  ttl: countOf,
  capacity: countOf,
  theme: themeOf,
  accent: accentOf,
};

export const REFLECTED = Object.keys(READERS);

/** Makes the attributes of these elements and their properties mirror each other. */
export function reflect({ prototype }: { readonly prototype: Element }): void {
  for (const [name, read] of Object.entries(READERS)) {
    Object.defineProperty(prototype, name, {
      get(this: Element) {
        return read(this.getAttribute(name) ?? '');
      },
      set(this: Element, value: unknown) {
        if (value == null) this.removeAttribute(name);
        else this.setAttribute(name, value as string);
      },
    });
  }
}

/** Properties that were set before the element was defined hide the accessors: hands them over. */
export function takeOver(element: Element): void {
  for (const [name, value] of Object.entries(element)) {
    Reflect.deleteProperty(element, name);
    Reflect.set(element, name, value);
  }
}
