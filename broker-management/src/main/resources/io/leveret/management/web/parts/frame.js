// The frame around every page: the mark, the menu, who is logged in, and the room that pages are shown in.

import { el, fill } from './dom.js';
import { PLACES } from './places.js';
import { themeSwitch } from './theme.js';

const groupsFor = user => {
  const allowed = PLACES.filter(place => place.allowed(user));
  return [...new Set(allowed.map(place => place.group))].map(group => [group, allowed.filter(place => place.group === group)]);
};


export class Frame {
  #main = el('main', { id: 'main', tabindex: '-1' });
  #problem;
  #menu;

  constructor({ user, refresher, problem, logOut }) {
    this.#problem = problem.element;
    const groups = groupsFor(user).map(([group, places]) => [
      el('p', { class: 'menu-group' }, group),
      el('ul', null, places.map(place => el('li', null, el('a', { href: place.hash, title: place.key && `g ${place.key}` }, place.title)))),
    ]);
    const toggle = el('button', { type: 'button', class: 'menu-button quiet', 'aria-expanded': 'false', 'aria-controls': 'menu' }, 'Menu');
    this.#menu = el('nav', { id: 'menu', class: 'menu', 'aria-label': 'Pages' }, groups);
    toggle.addEventListener('click', () => this.#openMenu(toggle, !this.#menu.classList.contains('open')));
    this.#menu.addEventListener('click', () => this.#openMenu(toggle, false));
    const mark = el('a', { href: '#/', class: 'brand' }, el('img', { src: 'leveret.svg', alt: '', width: '30', height: '30' }), 'Leveret');
    const person = el('div', { class: 'person' }, el('span', null, user.name), el('button', { type: 'button', class: 'quiet', on: { click: logOut } }, 'Log out'), themeSwitch());
    this.element = el(
      'div',
      { class: 'frame' },
      el('a', { class: 'skip', href: '#main', on: { click: event => this.#skip(event) } }, 'To the content'),
      el('div', { class: 'side' }, el('div', { class: 'side-head' }, mark, toggle), this.#menu, person),
      el('div', { class: 'room' }, el('div', { class: 'room-head' }, refresher.element), this.#problem, this.#main),
    );
  }

  show(element, step) {
    fill(this.#main, element);
    for (const link of this.#menu.querySelectorAll('a')) {
      const current = decodeURIComponent(link.hash.slice(2)) === step;
      if (current) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    window.scrollTo(0, 0);
  }

  #openMenu(toggle, open) {
    this.#menu.classList.toggle('open', open);
    toggle.setAttribute('aria-expanded', String(open));
  }

  #skip(event) {
    event.preventDefault();
    this.#main.focus();
  }
}
