import { decodeCommand, isHello, type Command, type FrameEvent } from './messages.js';

/** What came to the frame's window from somewhere: a `MessageEvent`. */
export interface Knock {
  readonly data: unknown;
  readonly origin: string;
  readonly source: unknown;
  readonly ports: readonly MessagePort[];
}

/** Whom a frame lets in. */
export interface Door {
  /** The window around the frame: `window.parent`. */
  readonly parent: unknown;
  /** Origins of pages that may show the frame. */
  readonly origins: readonly string[];
}

/** The way to the page around a frame. */
export interface HostPort {
  post(event: FrameEvent): void;
  /** Hands over every command that is one; the first was not lost if this is called in the turn in which the port was got. */
  listen(onCommand: (command: Command) => void): void;
}

/**
 * Takes the port that a page hands over by its one message; `undefined` unless that comes from the window around the frame, of
 * an origin that is allowed, in the version of this frame, with one port.
 */
export function admit({ data, origin, source, ports }: Knock, door: Door): HostPort | undefined {
  const [port, ...more] = ports;
  const isKnown = source === door.parent && door.origins.includes(origin) && isHello(data);
  if (!isKnown || port === undefined || more.length > 0) return undefined;
  return {
    post: (event) => port.postMessage(event),
    listen(onCommand) {
      port.onmessage = ({ data: told }) => {
        const command = decodeCommand(told);
        if (command !== undefined) onCommand(command);
      };
    },
  };
}
