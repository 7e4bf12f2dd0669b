// Backups of the whole broker, made while it works.

import { api } from '../parts/api.js';
import { el } from '../parts/dom.js';
import { pageHead, section } from '../parts/facts.js';
import { form, text } from '../parts/form.js';
import { moment, octets, span } from '../parts/format.js';
import { whole } from '../parts/sources.js';
import { Table } from '../parts/table.js';

export function backupPage({ look }) {
  const table = new Table({
    caption: 'backups',
    columns: [
      { title: 'Name', text: row => row.name, sort: row => row.name },
      { title: 'Made', text: row => moment(row.created), sort: row => row.created },
      { title: 'Size', number: true, text: row => octets(row.bytes), sort: row => row.bytes },
    ],
    key: row => row.name,
    source: whole((_, signal) => api.get('/api/leveret/backup', { signal })),
    empty: 'No backups yet.',
    remembered: false,
    filter: false,
  });
  const make = form({
    action: 'Make a backup',
    fields: [text('name', 'Name', { hint: 'Left empty, the broker chooses one' })],
    submit: async ({ name }) => {
      const made = await api.post('/api/leveret/backup', name === '' ? {} : { name });
      look();
      return `Backup ${made.name}: ${octets(made.bytes)} in ${made.directory}, in ${span(made.millis)}`;
    },
  });
  return {
    title: 'Backup',
    element: [
      pageHead('Backup'),
      el('p', { class: 'lead' }, 'A backup is a directory beside the data that a broker can be started from. Clients notice nothing while it is made.'),
      table.element,
      section('Make one', make.element),
    ],
    refresh: signal => table.load(signal),
  };
}
