// Limits of virtual hosts and of users.

import { api, path } from '../parts/api.js';
import { askButton } from '../parts/dialog.js';
import { pageHead, section } from '../parts/facts.js';
import { choice, folded, form, number, text } from '../parts/form.js';
import { count } from '../parts/format.js';
import { whole } from '../parts/sources.js';
import { Table, WHERE_MANY } from '../parts/table.js';

// Messages, and bytes of their bodies, that may be published a second.
const RATES = ['max-publish-rate', 'max-publish-bytes-rate'];

const KINDS = [
  { of: 'vhost', title: 'Virtual host', path: '/api/vhost-limits', limits: ['max-connections', 'max-queues', ...RATES] },
  { of: 'user', title: 'User', path: '/api/user-limits', limits: ['max-connections', 'max-channels', ...RATES] },
];

const clearQuestion = (kind, row, look) => ({
  title: 'Clear limit',
  text: `Clear the limit ${row.limit} of ${row[kind.of]}?`,
  action: 'Clear limit',
  run: async () => {
    await api.remove(kind.path + path`/${row[kind.of]}/${row.limit}`);
    look();
    return `Limit ${row.limit} of ${row[kind.of]} cleared`;
  },
});

const flat = kind => list => list.flatMap(one => Object.entries(one.value).map(([limit, value]) => ({ [kind.of]: one[kind.of], limit, value })));

function limitTable(kind, look) {
  return new Table({
    caption: `limits of ${kind.title.toLowerCase()}s`,
    remembered: false,
    filter: WHERE_MANY,
    key: row => JSON.stringify([row[kind.of], row.limit]),
    source: whole(async (_, signal) => flat(kind)(await api.get(kind.path, { signal }))),
    empty: 'No limits are set.',
    columns: [
      { title: kind.title, text: row => row[kind.of], sort: row => row[kind.of] },
      { title: 'Limit', text: row => row.limit, sort: row => row.limit },
      { title: 'Value', number: true, text: row => (row.value < 0 ? 'none' : count(row.value)), sort: row => row.value },
      {
        title: 'Clear',
        class: 'row-action',
        text: row => `${row[kind.of]} ${row.limit}`,
        render: row => askButton('Clear', () => clearQuestion(kind, row, look), { small: true }),
      },
    ],
  });
}

function limitForm(kind, names, look) {
  return form({
    action: 'Set limit',
    label: `Set a limit of a ${kind.title.toLowerCase()}`,
    keep: true,
    fields: [
      text('name', kind.title, { required: true, options: names }),
      choice('limit', 'Limit', kind.limits),
      number('value', 'Value', { required: true, hint: '0 allows none; a negative number sets no limit' }),
    ],
    submit: async ({ name, limit, value }) => {
      await api.put(kind.path + path`/${name}/${limit}`, { value });
      look();
      return `Limit ${limit} of ${name} set to ${value}`;
    },
  });
}

export async function limitsPage({ look, vhosts }) {
  const names = await Promise.all([vhosts(), api.get('/api/users').then(users => users.map(user => user.name))]);
  const parts = KINDS.map((kind, i) => ({ kind, table: limitTable(kind, look), add: limitForm(kind, names[i], look) }));
  return {
    title: 'Limits',
    element: [
      pageHead('Limits'),
      parts.map(({ kind, table, add }) => section(`Of ${kind.title.toLowerCase()}s`, table.element, folded(`Set a limit of a ${kind.title.toLowerCase()}`, add))),
    ],
    refresh: signal => Promise.all(parts.map(({ table }) => table.load(signal))),
  };
}
