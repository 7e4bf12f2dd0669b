// What was done, said once: seen at the foot of the page, and read out by a screen reader.

import { el } from './dom.js';

const SHOWN_MILLIS = 6000;

const region = el('div', { class: 'announcements', role: 'status', 'aria-live': 'polite' });

export const announcements = region;

export function announce(message) {
  const element = el('p', { class: 'announcement' }, message);
  region.replaceChildren(element);
  setTimeout(() => element.remove(), SHOWN_MILLIS);
}
