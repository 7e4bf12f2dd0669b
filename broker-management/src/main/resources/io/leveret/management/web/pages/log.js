// The broker's log, line by line as it is written.

import { api, withQuery } from '../parts/api.js';
import { el, fill } from '../parts/dom.js';
import { pageHead } from '../parts/facts.js';
import { errorBox } from '../parts/form.js';
import { clock } from '../parts/format.js';

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error'];
const WAIT_SECONDS = 20;
const KEPT_LINES = 2000;
const AGAIN_MILLIS = 3000;

const lineView = ({ time, level, logger, message }) =>
  el(
    'li',
    { class: `log-${level.toLowerCase()}` },
    el('time', null, clock(time)),
    el('span', { class: 'log-level' }, level.toLowerCase()),
    el('span', { class: 'log-text' }, message, ' ', el('span', { class: 'log-logger' }, logger)),
  );

const pause = (millis, signal) =>
  new Promise(resolve => {
    setTimeout(resolve, millis);
    signal.addEventListener('abort', resolve, { once: true });
  });

class Tail {
  #list = el('ol', { class: 'log', tabindex: '0', 'aria-label': 'Log lines' });
  #level = el('select', { 'aria-label': 'Lowest level' }, LEVELS.map(level => el('option', { value: level, selected: level === 'info' }, level)));
  #filter = el('input', { type: 'search', placeholder: 'Filter', 'aria-label': 'Filter log lines', autocomplete: 'off' });
  #hold = el('button', { type: 'button', 'aria-pressed': 'false', on: { click: () => this.#toggle() } }, 'Hold');
  #problem = errorBox();
  #signal;
  #round = 0;
  #held = false;
  #waiting = [];

  constructor(signal) {
    this.#signal = signal;
    this.#level.addEventListener('change', () => this.follow());
    this.#filter.addEventListener('input', () => this.#narrow());
    const bar = el('div', { class: 'bar' }, this.#filter, this.#level, this.#hold);
    this.element = [bar, this.#problem.element, this.#list];
  }

  /** Reads from the last lines on, and on, until another round begins or the page is left. */
  async follow() {
    const round = ++this.#round;
    fill(this.#list);
    this.#waiting = [];
    let after = 0;
    while (round === this.#round && !this.#signal.aborted) {
      const query = { after, level: this.#level.value, wait: after === 0 ? 0 : WAIT_SECONDS };
      try {
        const found = await api.get(withQuery('/api/leveret/log', query), { signal: this.#signal });
        if (round !== this.#round) return;
        this.#problem.clear();
        after = found.next;
        this.#take(found.lines);
        if (after === 0) await pause(AGAIN_MILLIS, this.#signal);
      } catch (error) {
        if (this.#signal.aborted) return;
        this.#problem.say(error.message);
        await pause(AGAIN_MILLIS, this.#signal);
      }
    }
  }

  #take(lines) {
    if (this.#held) {
      this.#waiting = [...this.#waiting, ...lines].slice(-KEPT_LINES);
      this.#label();
      return;
    }
    const atEnd = this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < 40;
    this.#list.append(...lines.map(lineView));
    while (this.#list.childElementCount > KEPT_LINES) this.#list.firstElementChild.remove();
    this.#narrow();
    if (atEnd) this.#list.scrollTop = this.#list.scrollHeight;
  }

  #toggle() {
    this.#held = !this.#held;
    this.#hold.setAttribute('aria-pressed', String(this.#held));
    if (!this.#held) this.#take(this.#waiting.splice(0));
    this.#label();
  }

  #label() {
    if (!this.#held) fill(this.#hold, 'Hold');
    else fill(this.#hold, this.#waiting.length === 0 ? 'Go on' : `Go on (${this.#waiting.length} new)`);
  }

  #narrow() {
    const wanted = this.#filter.value.toLowerCase();
    for (const line of this.#list.children) line.hidden = wanted !== '' && !line.textContent.toLowerCase().includes(wanted);
  }
}

export function logPage({ signal }) {
  const tail = new Tail(signal);
  return { title: 'Log', element: [pageHead('Log'), tail.element], shown: () => tail.follow() };
}
