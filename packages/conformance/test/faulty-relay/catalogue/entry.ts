export interface Entry {
  /** `area.what-is-wrong`. */
  readonly name: string;
  /** The heading in protocol.md under which the broken clause stands. */
  readonly clause: string;
  /** What is wrong, in one sentence. */
  readonly about: string;
  /** Shows after 30 s or more only. */
  readonly needs?: 'slow';
}
