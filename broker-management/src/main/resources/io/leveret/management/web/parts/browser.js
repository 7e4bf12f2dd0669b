// Looking through messages that stay where they are: a window of them at any position, and what is done with those chosen.

import { api, withQuery } from './api.js';
import { look as lookAt } from './dialog.js';
import { el, fill, show } from './dom.js';
import { count, exchangeName, octets, plural } from './format.js';
import { messageView, preview } from './message.js';
import { remember } from './router.js';
import { whole } from './sources.js';
import { Table } from './table.js';

const WINDOW = 50;

const open = message => lookAt(`Message ${message.seq}, at position ${message.position}`, messageView(message));

const openButton = message => el('button', { type: 'button', class: 'message-open', on: { click: () => open(message) } }, preview(message) || '(empty)');

const COLUMNS = [
  { title: 'Position', number: true, text: message => count(message.position) },
  { title: 'Payload', class: 'payload-cell', text: message => `${preview(message) || '(empty)'}`, render: openButton },
  { title: 'Exchange', text: message => exchangeName(message.exchange) },
  { title: 'Routing key', text: message => message.routing_key },
  { title: 'Size', number: true, text: message => octets(message.payload_bytes) },
];

/** `where` is the path of the messages; `extra` columns come behind the common ones; `actions(selection)` gives what can be done with the chosen. */
export class Browser {
  #where;
  #from;
  #total = 0;
  #items = [];
  #look;
  #actions;
  #selection = el('div', { class: 'selection', hidden: true, role: 'region', 'aria-label': 'Chosen messages' });
  #range = el('span', { class: 'summary', 'aria-live': 'polite' });
  #position = el('input', { type: 'number', min: 0, 'aria-label': 'Position', inputmode: 'numeric' });
  #back = el('button', { type: 'button', class: 'small', on: { click: () => this.#go(this.#from - WINDOW) } }, 'Earlier');
  #on = el('button', { type: 'button', class: 'small', on: { click: () => this.#go(this.#from + WINDOW) } }, 'Later');
  #end = el('button', { type: 'button', class: 'small', on: { click: () => this.#go(this.#total - WINDOW) } }, 'Last');

  constructor({ where, extra, empty, actions = null, look, query }) {
    this.#where = where;
    this.#look = look;
    this.#actions = actions;
    this.#from = Number(query.get('from') ?? 0) || 0;
    this.#position.value = this.#from;
    this.table = new Table({
      caption: 'messages shown',
      columns: [...COLUMNS, ...extra],
      key: message => message.seq,
      source: whole(() => this.#items),
      empty,
      selected: actions && (selection => this.#chosen(selection)),
      remembered: false,
    });
    const jump = el('form', { class: 'jump' }, el('span', null, 'From position'), this.#position, el('button', { type: 'submit', class: 'small' }, 'Go'));
    jump.addEventListener('submit', event => {
      event.preventDefault();
      this.#go(Number(this.#position.value));
    });
    this.element = el('div', { class: 'browser' }, el('div', { class: 'bar' }, jump, this.#back, this.#on, this.#end, this.#range), this.#selection, this.table.element);
  }

  async load(signal) {
    const from = this.#from;
    const found = await api.get(withQuery(this.#where, { from, count: WINDOW, truncate: 16384 }), { signal });
    if (from !== this.#from) return;
    this.#items = found.items;
    this.#total = found.total;
    const last = from + found.items.length - 1;
    fill(this.#range, found.items.length === 0 ? plural(found.total, 'message') : `${count(from)} to ${count(last)} of ${plural(found.total, 'message')}`);
    this.#back.disabled = from === 0;
    this.#on.disabled = last + 1 >= found.total;
    this.#end.disabled = this.#on.disabled;
    await this.table.load(signal);
  }

  done() {
    this.table.clearSelection();
    this.#look();
  }

  #go(from) {
    this.#from = Math.max(0, from);
    this.#position.value = this.#from;
    remember({ from: this.#from === 0 ? '' : this.#from });
    this.table.clearSelection();
    this.#look();
  }

  #chosen(selection) {
    show(this.#selection, selection.length > 0);
    fill(this.#selection, el('strong', null, `${plural(selection.length, 'message')} chosen`), this.#actions(selection));
  }
}
