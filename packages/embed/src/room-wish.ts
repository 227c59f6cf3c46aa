/** What a room that the page asks for is to be like; what is left out is as in the attributes. */
export interface RoomWish {
  /** Seconds. */
  readonly ttl?: number | undefined;
  /** Members. */
  readonly capacity?: number | undefined;
}
