// Queues: the list, and a form that adds one.

import { api, path } from '../parts/api.js';
import { argumentRows, QUEUE_ARGUMENTS } from '../parts/arguments.js';
import { featureMarks, featureText, link, pageHead } from '../parts/facts.js';
import { check, choice, folded, form, text } from '../parts/form.js';
import { count, rate, statRate } from '../parts/format.js';
import { hash } from '../parts/router.js';
import { paged } from '../parts/sources.js';
import { Table } from '../parts/table.js';

const number = (title, name) => ({ title, sort: name, number: true, text: row => count(row[name]) });

const rateColumn = (title, name) => ({ title, sort: `message_stats.${name}_details.rate`, number: true, text: row => rate(statRate(row, name)) });

const COLUMNS = [
  { title: 'Name', sort: 'name', text: row => row.name, render: row => link(hash('queues', row.vhost, row.name), row.name) },
  { title: 'Virtual host', sort: 'vhost', text: row => row.vhost },
  { title: 'Features', text: featureText, render: featureMarks },
  { title: 'Policy', sort: 'policy', text: row => row.policy ?? '' },
  { title: 'State', sort: 'state', text: row => row.state ?? '' },
  number('Ready', 'messages_ready'),
  number('Unacked', 'messages_unacknowledged'),
  number('Total', 'messages'),
  number('Consumers', 'consumers'),
  rateColumn('In', 'publish'),
  rateColumn('Out', 'deliver_get'),
  rateColumn('Acked', 'ack'),
];

function addForm(vhosts, look) {
  return form({
    action: 'Add queue',
    fields: [
      text('name', 'Name', { required: true }),
      choice('vhost', 'Virtual host', vhosts),
      check('durable', 'Durable', { value: true }),
      check('auto_delete', 'Deleted with its last consumer'),
      argumentRows('arguments', 'Arguments', { known: QUEUE_ARGUMENTS }),
    ],
    submit: async ({ vhost, name, ...settings }) => {
      await api.put(path`/api/queues/${vhost}/${name}`, settings);
      look();
      return `Queue ${name} added`;
    },
  });
}

export async function queuesPage({ look, vhosts }) {
  const names = await vhosts();
  const table = new Table({
    caption: 'queues',
    columns: COLUMNS,
    key: row => JSON.stringify([row.vhost, row.name]),
    source: paged('/api/queues'),
    empty: 'No queues. Add one below, or let a client declare it.',
    vhosts: names,
    reload: look,
  });
  return {
    title: 'Queues',
    element: [pageHead('Queues'), table.element, folded('Add a queue', addForm(names, look))],
    refresh: signal => table.load(signal),
  };
}
