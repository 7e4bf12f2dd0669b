// The keyboard: `/` to the filter, `g` and a letter to a page, `j` and `k` through the rows, `?` for the list of all of it.

import { el } from './dom.js';
import { look } from './dialog.js';
import { PLACES } from './places.js';

const GO_WITHIN_MILLIS = 1500;

const isTyping = target => target.closest('input, textarea, select, [contenteditable]') !== null;

function toFilter() {
  const filter = document.querySelector('main input[type=search]');
  filter?.focus();
  return filter !== null;
}

function alongRows(step) {
  const links = [...document.querySelectorAll('main tbody tr')].map(row => row.querySelector('a, button, input')).filter(Boolean);
  if (links.length === 0) return;
  const at = links.findIndex(link => link.closest('tr').contains(document.activeElement));
  links[at === -1 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1)].focus();
}

function showKeys() {
  const keys = [
    ['/', 'to the filter of the list'],
    ['j, k', 'to the next and the previous row'],
    ['p', 'pause refreshing, or go on'],
    ['Esc', 'close a dialog, leave a field'],
    ['?', 'this list'],
    ...PLACES.filter(place => place.key).map(place => [`g ${place.key}`, `to ${place.title}`]),
  ];
  look('Keys', el('dl', { class: 'keys' }, keys.map(([key, text]) => [el('dt', null, el('kbd', null, key)), el('dd', null, text)])));
}

export function listenToKeys({ pause }) {
  let goUntil = 0;
  const actions = { '/': toFilter, '?': showKeys, j: () => alongRows(1), k: () => alongRows(-1), p: pause };
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    if (isTyping(event.target)) {
      if (event.key === 'Escape') event.target.blur();
      return;
    }
    const place = performance.now() < goUntil ? PLACES.find(one => one.key === event.key) : null;
    goUntil = event.key === 'g' ? performance.now() + GO_WITHIN_MILLIS : 0;
    if (place) location.hash = place.hash;
    else if (actions[event.key]) actions[event.key]();
    else return;
    event.preventDefault();
  });
}
