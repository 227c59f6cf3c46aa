/** The frame's side of the channel, for the page at `/embed`. */
export { admit, type Door, type HostPort, type Knock } from './bridge/host-port.js';
export type { Command, FrameEvent, FrameOptions, Mode } from './bridge/messages.js';
