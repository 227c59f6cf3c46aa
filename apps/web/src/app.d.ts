declare global {
  interface Window {
    /** See static/knocks.js. */
    knocks?: MessageEvent[] | undefined;
  }
}
export {};
