// Who changed what, newest first.

import { api, withQuery } from '../parts/api.js';
import { el } from '../parts/dom.js';
import { pageHead } from '../parts/facts.js';
import { moment } from '../parts/format.js';
import { here, remember } from '../parts/router.js';
import { Table } from '../parts/table.js';

const FILTERS = [
  ['user', 'User'],
  ['vhost', 'Virtual host'],
  ['action', 'Action'],
  ['object', 'Object'],
];

const COLUMNS = [
  { title: 'Time', class: 'unbroken', text: row => moment(row.time) },
  { title: 'User', text: row => row.user },
  { title: 'Action', class: 'unbroken', text: row => row.action },
  { title: 'Virtual host', text: row => row.vhost ?? '' },
  { title: 'Object', text: row => row.object },
  { title: 'Result', text: row => row.result, render: row => el('span', { class: row.result === 'ok' ? 'good' : 'bad' }, row.result) },
  { title: 'Came by', text: row => row.connection ?? row.source },
  { title: 'Detail', text: row => row.detail ?? '' },
];

const filterOf = (query, [name, label]) =>
  el('input', { type: 'search', name, placeholder: label, 'aria-label': label, value: query.get(name) ?? '', autocomplete: 'off', spellcheck: 'false' });

export function auditPage({ look }) {
  const { query } = here();
  const inputs = FILTERS.map(filter => filterOf(query, filter));
  const wanted = () => Object.fromEntries(inputs.map(input => [input.name, input.value]));
  const table = new Table({
    caption: 'changes',
    columns: COLUMNS,
    key: (_, place) => place,
    source: async ({ page, size }, signal) => {
      const found = await api.get(withQuery('/api/leveret/audit', { ...wanted(), page, page_size: size }), { signal });
      return { items: found.items, page: found.page, pages: found.page_count, filtered: found.filtered_count, total: found.total_count };
    },
    empty: 'No such change.',
    filter: inputs,
    remembered: false,
    reload: look,
  });
  for (const input of inputs) {
    input.addEventListener('change', () => {
      remember(wanted());
      table.toFirstPage();
    });
  }
  return { title: 'Audit', element: [pageHead('Audit'), table.element], refresh: signal => table.load(signal) };
}
