// The script of every page of the documentation. Pages are whole without it; nothing is stored, and no text becomes markup.
import { startSearch } from './search.js';

const COPIED_MS = 2_000;

/** Buttons that show and hide what they name; the menu also closes by Escape and by a link in it. */
function startFolds() {
  for (const button of document.querySelectorAll('button.unfold')) {
    const content = document.getElementById(button.getAttribute('aria-controls'));
    const set = (isOpen) => {
      button.setAttribute('aria-expanded', String(isOpen));
      content.classList.toggle('is-open', isOpen);
    };
    button.addEventListener('click', () => set(button.getAttribute('aria-expanded') !== 'true'));
    content.addEventListener('click', ({ target }) => {
      if (target.closest('a')) set(false);
    });
    document.addEventListener('keydown', ({ key }) => {
      if (key !== 'Escape' || button.getAttribute('aria-expanded') !== 'true') return;
      set(false);
      button.focus();
    });
  }
}

/** Light or dark for the page that is open, else as the system has it. */
function startColours() {
  const { dataset } = document.documentElement;
  document.getElementById('site-colours').addEventListener('change', ({ target }) => {
    if (target.value === '') delete dataset.theme;
    else dataset.theme = target.value;
  });
}

/** Without https a page has no clipboard; the buttons stay hidden there. */
function startCopying() {
  if (navigator.clipboard === undefined) return;
  for (const button of document.querySelectorAll('.code > button')) {
    button.hidden = false;
    const name = button.textContent;
    button.addEventListener('click', async () => {
      const text = button.previousElementSibling.textContent.trimEnd();
      button.textContent = await navigator.clipboard.writeText(text).then(
        () => 'Copied',
        () => 'Not copied',
      );
      setTimeout(() => (button.textContent = name), COPIED_MS);
    });
  }
}

/** A long navigation begins with the page that is open. */
function showCurrent() {
  const navigation = document.getElementById('site-navigation');
  const current = navigation.querySelector('[aria-current]');
  const below = current ? current.offsetTop - navigation.clientHeight * 0.7 : 0;
  if (below > 0) navigation.scrollTop = below;
}

startFolds();
showCurrent();
startColours();
startCopying();
startSearch();
