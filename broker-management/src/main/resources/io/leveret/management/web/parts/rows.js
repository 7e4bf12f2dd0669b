// A table's body: rows keep their elements from one look to the next, so focus, selection and the mouse stay where they are.

import { el, fill } from './dom.js';
import { NOTHING } from './format.js';

export class Rows {
  #columns;
  #key;
  #selected;
  #known = new Map();
  #chosen = new Map();

  constructor({ columns, key, selected }) {
    this.#columns = columns;
    this.#key = key;
    this.#selected = selected;
    this.body = el('tbody');
    this.selectAll = selected && el('th', { class: 'select', scope: 'col' }, this.#allBox());
  }

  get selection() {
    return [...this.#chosen.values()];
  }

  clearSelection() {
    this.#chosen.clear();
    if (!this.#selected) return;
    for (const { box } of this.#known.values()) box.checked = false;
    this.#told();
  }

  show(items) {
    const gone = new Set(this.#known.keys());
    let place = this.body.firstChild;
    for (const [i, item] of items.entries()) {
      const key = String(this.#key(item, i));
      gone.delete(key);
      const row = this.#known.get(key) ?? this.#made(key);
      this.#update(row, item);
      if (row.element === place) place = place.nextSibling;
      else this.body.insertBefore(row.element, place);
    }
    for (const key of gone) this.#drop(key);
    if (this.#selected) this.#told();
  }

  #made(key) {
    const cells = this.#columns.map(column =>
      el('td', { class: column.number ? 'number' : (column.class ?? null), 'data-label': column.title }),
    );
    const row = { cells, texts: [], item: null, box: null, element: null };
    if (this.#selected) row.box = this.#box(key, row);
    row.element = el('tr', null, row.box && el('td', { class: 'select' }, row.box), cells);
    this.#known.set(key, row);
    return row;
  }

  #update(row, item) {
    row.item = item;
    this.#columns.forEach((column, i) => {
      const text = String(column.text(item) ?? '');
      if (row.texts[i] === text) return;
      row.texts[i] = text;
      fill(row.cells[i], column.render ? column.render(item) : text);
      row.cells[i].classList.toggle('empty', text === '' || text === NOTHING);
    });
  }

  #drop(key) {
    this.#known.get(key).element.remove();
    this.#known.delete(key);
    this.#chosen.delete(key);
  }

  #box(key, row) {
    const box = el('input', { type: 'checkbox', 'aria-label': `Select ${key}` });
    box.addEventListener('change', () => {
      this.#choose(key, row, box.checked);
      this.#told();
    });
    return box;
  }

  #allBox() {
    const box = el('input', { type: 'checkbox', 'aria-label': 'Select all on this page' });
    box.addEventListener('change', () => {
      for (const [key, row] of this.#known) {
        row.box.checked = box.checked;
        this.#choose(key, row, box.checked);
      }
      this.#told();
    });
    return box;
  }

  #choose(key, row, on) {
    if (on) this.#chosen.set(key, row.item);
    else this.#chosen.delete(key);
  }

  #told() {
    const all = this.selectAll.querySelector('input');
    all.checked = this.#chosen.size > 0 && this.#chosen.size === this.#known.size;
    all.indeterminate = this.#chosen.size > 0 && !all.checked;
    this.#selected(this.selection);
  }
}
