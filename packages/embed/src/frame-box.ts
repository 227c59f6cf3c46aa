import {
  BRIDGE_VERSION,
  decodeFrameEvent,
  type Command,
  type FrameEvent,
  type Hello,
} from './bridge/messages.js';

/** The frame of a relay's own origin, and the channel to the page in it. */
export interface FrameBox {
  readonly iframe: HTMLIFrameElement;
  /** Takes it out of the document; what still waits is for the next page in it. */
  remove(): void;
  /** Sends this if there is a page by now. */
  readonly post: (command: Command) => void;
  /** Sends this as soon as the page takes commands. */
  readonly send: (command: Command) => void;
}

/** From the frame's load to its `ready`. */
const ANSWER_MS = 10_000;

/**
 * `greeting` is what a page that has come into the frame is told before anything else; `unanswered` is called where none that talks
 * has come in time.
 */
export function frameBox(
  greeting: () => readonly Command[],
  hear: (event: FrameEvent) => void,
  unanswered: () => void,
): FrameBox {
  let port: MessagePort | undefined;
  let isReady = false;
  const waiting: Command[] = [];
  let deadline: ReturnType<typeof setTimeout> | undefined;

  const iframe = Object.assign(document.createElement('iframe'), {
    part: 'frame',
    // Its forms send nothing anywhere: the page's own policy has form-action 'none'.
    sandbox: 'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox',
    // A browser without Web Share complains of the name.
    allow: `clipboard-write${'share' in navigator ? ';web-share' : ''}`,
    referrerPolicy: 'no-referrer',
  });
  const post = (command: Command): void => port?.postMessage(command);
  const disconnect = (): void => {
    clearTimeout(deadline);
    port?.close();
    port = undefined;
    isReady = false;
  };
  const heard = ({ data }: MessageEvent): void => {
    const event = decodeFrameEvent(data);
    if (event?.type === 'ready') {
      isReady = true;
      waiting.splice(0).forEach(post);
    }
    if (event) hear(event);
  };

  // For each page that comes: what the frame has been navigated to does not get the channel of what was there.
  iframe.onload = () => {
    disconnect();
    const { port1, port2 } = new MessageChannel();
    const hello = { type: 'pug-chat', version: BRIDGE_VERSION } satisfies Hello;
    // The origin of this URL alone: a page of another one does not get it.
    iframe.contentWindow?.postMessage(hello, iframe.src, [port2]);
    port1.onmessage = heard;
    port = port1;
    greeting().forEach(post);
    deadline = setTimeout(() => isReady || unanswered(), ANSWER_MS);
  };

  return {
    iframe,
    remove() {
      disconnect();
      iframe.remove();
    },
    post,
    send: (command) => (isReady ? post(command) : void waiting.push(command)),
  };
}
