/**
 * A script of a site that wants to know everything: it listens to its window, and stands between its page and what its page
 * uses, from before the element is there. What it gets is in `caught`.
 */
export const NOSY = `<script>
  const caught = (window.caught = []);
  const textOf = (one) => { try { return JSON.stringify(one) } catch { return String(one) } };
  const note = (...what) => caught.push(what.map(textOf).join(' '));
  const wrap = (object, name) => {
    const own = object[name];
    object[name] = function (...given) { note(name, ...given); return own.apply(this, given) };
  };
  addEventListener('message', (event) => note('message', event.data, event.origin), true);
  const { set, ...rest } = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
  Object.defineProperty(MessagePort.prototype, 'onmessage', {
    ...rest,
    set(listener) { set.call(this, (event) => { note('port', event.data); listener(event) }) },
  });
  wrap(window, 'postMessage'); wrap(window, 'fetch'); wrap(JSON, 'parse');
  wrap(MessagePort.prototype, 'postMessage'); wrap(WebSocket.prototype, 'send');
  wrap(TextEncoder.prototype, 'encode'); wrap(navigator.clipboard, 'writeText');
  for (const name of ['setAttribute', 'append']) wrap(Element.prototype, name);
  for (const name of ['encrypt', 'decrypt', 'importKey', 'digest']) wrap(SubtleCrypto.prototype, name);
</script>`;

/** In the page of a site: tries every way into its frames, and gives what it got or how it was refused. */
export function pry(): readonly string[] {
  const got: string[] = [];
  const attempt = (look: () => unknown): void => {
    try {
      got.push(JSON.stringify(look()));
    } catch (error) {
      got.push((error as Error).name);
    }
  };
  const iframe = document.querySelector('pug-chat')?.shadowRoot?.querySelector('iframe');
  const frame = iframe?.contentWindow as (Window & Readonly<Record<string, unknown>>) | null | undefined;
  if (frame) {
    for (const name of ['name', 'knocks', 'caught', 'crypto', 'localStorage']) attempt(() => frame[name]);
    attempt(() => frame.document.body.innerText);
    attempt(() => frame.location.href);
    attempt(() => frame.history.state as unknown);
  }
  attempt(() => iframe?.contentDocument?.body.innerText);
  attempt(() => iframe?.outerHTML);
  attempt(() => performance.getEntries().map(({ name }) => name));
  return got;
}

/** A frame of somebody else in the same page, which forges the messages of both sides. */
export const FORGER = `<iframe srcdoc="<script>setInterval(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => parent.postMessage({ stolen: data }, '*');
  port1.postMessage({ type: 'options', options: { mode: 'inline', lang: 'de', sharesLink: true } });
  const chat = parent.document.querySelector('pug-chat')?.shadowRoot?.querySelector('iframe');
  chat?.contentWindow.postMessage({ type: 'pug-chat', version: 1 }, '*', [port2]);
  parent.postMessage({ type: 'link', link: 'https://evil.example' }, '*');
}, 20)</script>"></iframe>
<script>addEventListener('message', ({ data }) => (window.forged = [...(window.forged ?? []), data]))</script>`;
