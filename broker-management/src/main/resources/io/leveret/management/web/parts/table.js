// Lists: filtered, sorted and paged, by the broker where it can, and redrawn without losing the place of whoever reads them.

import { el, fill, show } from './dom.js';
import { count } from './format.js';
import { here, remember } from './router.js';
import { Rows } from './rows.js';

const TYPING_MILLIS = 250;
const SIZES = [25, 100, 500];
const FEW_ROWS = 10;

/** For short lists inside of a page: a filter only where there are many rows. */
export const WHERE_MANY = 'where many';

/**
 * A table over a source (see sources.js). A column has a title, `text(row)`, and as it likes `render(row)`, `sort` (the broker's name for it, or a function of
 * the row for lists that are here as a whole), `number`. `vhosts` adds a choice among them; `selected` makes rows selectable and is told when that changes;
 * `remembered` keeps filter, order and page in the address; `filter` is false for none, WHERE_MANY, or the inputs of a page that
 * filters itself.
 */
export class Table {
  #columns;
  #source;
  #filters;
  #empty;
  #remembered;
  #state;
  #rows;
  #heads;
  #summary = el('span', { class: 'summary', 'aria-live': 'polite' });
  #nothing = el('p', { class: 'nothing', hidden: true });
  #bar = null;
  #back = el('button', { type: 'button', class: 'small', on: { click: () => this.#turn(-1) } }, 'Previous');
  #on = el('button', { type: 'button', class: 'small', on: { click: () => this.#turn(1) } }, 'Next');
  #reload;

  constructor({ columns, key, source, empty, caption, filter = true, vhosts = [], selected = null, remembered = true, reload }) {
    this.#columns = columns;
    this.#filters = filter;
    this.#source = source;
    this.#empty = empty;
    this.#remembered = remembered;
    this.#reload = reload ?? (() => this.load());
    this.#state = this.#initial();
    this.#rows = new Rows({ columns, key, selected });
    this.#heads = columns.map(column => this.#head(column));
    const table = el(
      'table',
      null,
      el('caption', { class: 'unseen' }, caption),
      el('thead', null, el('tr', null, this.#rows.selectAll, this.#heads)),
      this.#rows.body,
    );
    const inputs = Array.isArray(filter) ? filter : this.#filter(caption);
    this.#bar = el('div', { class: 'bar', hidden: filter === false }, inputs, this.#vhostChoice(vhosts), this.#summary, this.#pages());
    this.element = el(
      'div',
      { class: 'list' },
      this.#bar,
      el('div', { class: 'table-room' }, table),
      this.#nothing,
    );
  }

  async load(signal) {
    const asked = { ...this.#state };
    const found = await this.#source(asked, signal, this.#columns);
    if (JSON.stringify(asked) !== JSON.stringify(this.#state)) return;
    this.#state.page = found.page;
    this.#rows.show(found.items);
    const narrowed = this.#state.filter !== '';
    fill(this.#summary, narrowed || found.filtered !== found.total ? `${count(found.filtered)} of ${count(found.total)}` : count(found.total));
    show(fill(this.#nothing, narrowed ? `Nothing fits “${this.#state.filter}”.` : this.#empty), found.items.length === 0);
    this.#back.disabled = found.page <= 1;
    this.#on.disabled = found.page >= found.pages;
    show(this.#back.parentElement, found.pages > 1 || this.#state.size !== SIZES[1]);
    if (this.#filters === WHERE_MANY) show(this.#bar, narrowed || found.total > FEW_ROWS);
    this.#heads.forEach((head, i) => this.#mark(head, this.#columns[i]));
  }

  toFirstPage() {
    this.#change({ page: 1 });
  }

  clearSelection() {
    this.#rows.clearSelection();
  }

  #initial() {
    const query = this.#remembered ? here().query : new URLSearchParams();
    return {
      filter: query.get('name') ?? '',
      vhost: query.get('vhost') ?? '',
      sort: query.get('sort') ?? '',
      reverse: query.get('reverse') === 'true',
      page: Number(query.get('page') ?? 1) || 1,
      size: Number(query.get('size') ?? SIZES[1]) || SIZES[1],
    };
  }

  #change(changes) {
    Object.assign(this.#state, changes);
    if (this.#remembered) {
      const { filter, vhost, sort, reverse, page, size } = this.#state;
      remember({ name: filter, vhost, sort, reverse, page: page === 1 ? '' : page, size: size === SIZES[1] ? '' : size });
    }
    this.#reload();
  }

  #turn(pages) {
    this.#change({ page: this.#state.page + pages });
  }

  #filter(caption) {
    let timer = 0;
    const input = el('input', {
      type: 'search',
      value: this.#state.filter,
      placeholder: 'Filter',
      'aria-label': `Filter ${caption}`,
      autocomplete: 'off',
      spellcheck: 'false',
    });
    input.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#change({ filter: input.value, page: 1 }), TYPING_MILLIS);
    });
    return input;
  }

  #vhostChoice(vhosts) {
    if (vhosts.length < 2) return null;
    const select = el(
      'select',
      { 'aria-label': 'Virtual host', on: { change: () => this.#change({ vhost: select.value, page: 1 }) } },
      el('option', { value: '' }, 'All virtual hosts'),
      vhosts.map(vhost => el('option', { value: vhost, selected: vhost === this.#state.vhost }, vhost)),
    );
    return select;
  }

  #pages() {
    const size = el(
      'select',
      { 'aria-label': 'Rows on a page', on: { change: () => this.#change({ size: Number(size.value), page: 1 }) } },
      SIZES.map(rows => el('option', { value: rows, selected: rows === this.#state.size }, `${rows} rows`)),
    );
    return el('span', { class: 'pages', hidden: true }, size, this.#back, this.#on);
  }

  #head(column) {
    const attributes = { scope: 'col', class: column.number ? 'number' : null };
    if (column.class === 'row-action') return el('th', attributes, el('span', { class: 'unseen' }, column.title));
    if (!column.sort) return el('th', attributes, column.title);
    const sort = this.#sortName(column);
    const order = () => this.#change({ sort, reverse: this.#state.sort === sort ? !this.#state.reverse : Boolean(column.number), page: 1 });
    return el('th', attributes, el('button', { type: 'button', class: 'sort', on: { click: order } }, column.title));
  }

  #mark(head, column) {
    if (!column.sort) return;
    const sorted = this.#sortName(column) === this.#state.sort;
    if (sorted) head.setAttribute('aria-sort', this.#state.reverse ? 'descending' : 'ascending');
    else head.removeAttribute('aria-sort');
  }

  #sortName(column) {
    return typeof column.sort === 'string' ? column.sort : column.title.toLowerCase();
  }
}
