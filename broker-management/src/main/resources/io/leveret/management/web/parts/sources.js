// Where a table's rows come from: the broker's own pages, or a whole list that is narrowed here.

import { api, path, withQuery } from './api.js';

/** A list that the broker filters, sorts and pages: `/api/queues`, and `/api/queues/{vhost}` for one virtual host. */
export const paged = (base, { ofVhost = true, query = {} } = {}) => async (state, signal) => {
  const where = state.vhost && ofVhost ? base + path`/${state.vhost}` : base;
  const asked = { ...query, page: state.page, page_size: state.size, name: state.filter, sort: state.sort, sort_reverse: state.reverse };
  const found = await firstIfBeyond(where, asked, signal);
  return { items: found.items, page: found.page, pages: found.page_count, filtered: found.filtered_count, total: found.total_count };
};

/** The page asked for, or the first: the list may have become shorter since. */
async function firstIfBeyond(where, asked, signal) {
  try {
    return await api.get(withQuery(where, asked), { signal });
  } catch (error) {
    if (error.status !== 400 || asked.page === 1) throw error;
    return api.get(withQuery(where, { ...asked, page: 1 }), { signal });
  }
}

const contains = (columns, row, filter) =>
  columns.some(column => String(column.text(row) ?? '').toLowerCase().includes(filter));

function compare(one, other) {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one ?? '').localeCompare(String(other ?? ''));
}

/** A list that comes whole: `load` gives its rows. */
export const whole = load => async (state, signal, columns) => {
  const all = await load(state, signal);
  const filter = state.filter.toLowerCase();
  const items = all.filter(row => (!state.vhost || row.vhost === state.vhost) && (filter === '' || contains(columns, row, filter)));
  const column = columns.find(one => typeof one.sort === 'function' && one.title.toLowerCase() === state.sort);
  if (column) items.sort((a, b) => compare(column.sort(a), column.sort(b)) * (state.reverse ? -1 : 1));
  const pages = Math.max(1, Math.ceil(items.length / state.size));
  const page = Math.min(state.page, pages);
  return { items: items.slice((page - 1) * state.size, page * state.size), page, pages, filtered: items.length, total: all.length };
};
