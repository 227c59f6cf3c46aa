import type { Timeline } from './timeline.svelte.js';

/** Others' messages that came while the person was not looking, and the marker in front of them. */
export class Unread {
  readonly #timeline: Timeline;
  #count = $state(0);
  #isLooking = $state(true);
  /** The message with the marker. */
  #marker: number | undefined;
  #isMarkerSeen = false;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  get count(): number {
    return this.#count;
  }

  get isLooking(): boolean {
    return this.#isLooking;
  }

  set isLooking(isLooking: boolean) {
    this.#isLooking = isLooking;
    if (isLooking) this.saw();
  }

  /** The person has seen the end of the timeline. The marker stays until another message comes. */
  saw(): void {
    this.#count = 0;
    this.#isMarkerSeen = true;
  }

  /** A message has come into the timeline. */
  came(id: number, mine: boolean): void {
    if (this.#isMarkerSeen) this.#mark(undefined);
    this.#isMarkerSeen = false;
    if (mine || this.#isLooking) return;
    this.#count += 1;
    if (this.#marker === undefined) this.#mark(id);
  }

  #mark(id: number | undefined): void {
    if (this.#marker !== undefined) this.#timeline.change(this.#marker, { unreadFrom: false });
    if (id !== undefined) this.#timeline.change(id, { unreadFrom: true });
    this.#marker = id;
  }
}
