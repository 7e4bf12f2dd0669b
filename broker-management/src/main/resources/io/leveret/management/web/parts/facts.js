// Small ways to show what something is: facts in two columns, marks, meters, a page's head, tabs.

import { el, fill } from './dom.js';
import { plain } from './format.js';

/** Facts as [name, value] pairs; a value is a text or an element, and one that is absent leaves its pair out. */
export const facts = pairs =>
  el(
    'dl',
    { class: 'facts' },
    pairs.filter(([, value]) => value !== undefined && value !== null && value !== '').map(([name, value]) => [el('dt', null, name), el('dd', null, value)]),
  );

export const argumentFacts = table => facts(Object.entries(table ?? {}).map(([name, value]) => [name, plain(value)]));

/** A place for facts that are exchanged at each look, and left alone while they are the same. */
export function factsPlace() {
  const element = el('div');
  let last = '';
  return {
    element,
    show(pairs) {
      const text = JSON.stringify(pairs.map(([name, value]) => [name, value instanceof Node ? value.outerHTML : value]));
      if (text === last) return;
      last = text;
      fill(element, facts(pairs));
    },
  };
}

export const mark = (text, title) => el('abbr', { class: 'mark', title }, text);

const FEATURES = [
  ['durable', 'D', 'durable'],
  ['auto_delete', 'AD', 'auto-delete'],
  ['exclusive', 'Excl', 'exclusive'],
  ['internal', 'I', 'internal'],
];

const hasArguments = row => Object.keys(row.arguments ?? {}).length > 0;

export const featureText = row =>
  [...FEATURES.filter(([name]) => row[name]).map(([, short]) => short), hasArguments(row) && JSON.stringify(row.arguments)].filter(Boolean).join(' ');

export const featureMarks = row =>
  el('span', { class: 'marks' }, FEATURES.filter(([name]) => row[name]).map(([, short, long]) => mark(short, long)), hasArguments(row) && mark('Args', JSON.stringify(row.arguments)));

/** How much of something is used, with the words for it. */
export function meter(label, format) {
  const bar = el('meter', { min: 0, max: 1, 'aria-label': label });
  const words = el('span', { class: 'meter-words' });
  return {
    element: el('div', { class: 'meter' }, el('span', { class: 'meter-label' }, label), bar, words),
    update(value, max, text) {
      bar.value = max > 0 ? Math.min(1, value / max) : 0;
      fill(words, text ?? `${format(value)} of ${format(max)}`);
    },
  };
}

export const section = (title, ...contents) => el('section', null, el('h2', null, title), contents);

export function pageHead(title, { above, actions = [], below } = {}) {
  return el(
    'header',
    { class: 'page-head' },
    el('div', null, above && el('p', { class: 'above' }, above), el('h1', null, title), below),
    el('div', { class: 'actions' }, actions),
  );
}

/** Links to the parts of one object; the current one is marked. */
export const tabs = (label, links, current) =>
  el('nav', { class: 'tabs', 'aria-label': label }, links.map(([title, href]) => el('a', { href, 'aria-current': title === current ? 'page' : null }, title)));

export const link = (href, text) => el('a', { href }, text);
