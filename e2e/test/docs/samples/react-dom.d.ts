/** Its types are a package of their own, which nothing else here needs. */
declare module 'react-dom/server' {
  import type { ReactElement } from 'react';

  /** The HTML of an element, without what a page would need to go on with it. */
  export function renderToStaticMarkup(element: ReactElement): string;
}
