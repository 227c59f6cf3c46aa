export const ssr = false;
/** An address is a link, and stays as it was given. */
export const trailingSlash = 'ignore';
