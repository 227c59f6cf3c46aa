// What a site may do with a chat in its page: listen, and open or close it.

const chat = document.querySelector('pug-chat');
const byId = (id) => document.getElementById(id);

const EVENTS = ['ready', 'opened', 'closed', 'created', 'joined', 'left', 'unread', 'ended', 'error', 'link'];

/** A link is a key: it stands at the desk, and not in a log. */
function tell({ type, detail }) {
  const { count, reason, code } = detail ?? {};
  const line = document.createElement('li');
  line.textContent = [type, count ?? reason ?? code].filter((word) => word !== undefined).join(' ');
  byId('told').append(line);
}

for (const name of EVENTS) chat.addEventListener(name, tell);

/** The page's own button, where it has one. */
const button = byId('talk');
if (button !== null) {
  button.addEventListener('click', () => chat.toggle());
  chat.addEventListener('opened', () => button.setAttribute('aria-expanded', 'true'));
  chat.addEventListener('closed', () => button.setAttribute('aria-expanded', 'false'));
  chat.addEventListener('unread', ({ detail: { count } }) => {
    byId('unread').textContent = count > 0 ? ` (${count})` : '';
  });
}

/** The desk of the site's staff, where the page has one. A real site sends the link to where its staff sits. */
const desk = byId('caller');
if (desk !== null) {
  const show = (link) => {
    const { protocol } = new URL(link);
    if (protocol === 'https:' || protocol === 'http:') byId('come').setAttribute('href', link);
    byId('link').textContent = link;
    desk.hidden = false;
    byId('waiting').hidden = true;
  };
  const clear = () => {
    byId('come').removeAttribute('href');
    byId('link').textContent = '';
    desk.hidden = true;
    byId('waiting').hidden = false;
  };
  chat.addEventListener('link', ({ detail: { link } }) => show(link));
  chat.addEventListener('ended', clear);
}
