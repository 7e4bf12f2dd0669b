// Bindings from and to an exchange or a queue: listed, made, taken away.

import { exchangeSegment, api, path } from './api.js';
import { argumentRows } from './arguments.js';
import { ask } from './dialog.js';
import { el } from './dom.js';
import { featureText, link } from './facts.js';
import { choice, folded, form, text } from './form.js';
import { exchangeName } from './format.js';
import { hash } from './router.js';
import { whole } from './sources.js';
import { Table, WHERE_MANY } from './table.js';

const letter = type => (type === 'queue' ? 'q' : 'e');

const bindingPath = ({ vhost, source, destination, destination_type: type }) =>
  path`/api/bindings/${vhost}/e/${exchangeSegment(source)}/` + letter(type) + path`/${destination}`;

const linkTo = (type, vhost, name) =>
  type === 'queue' ? link(hash('queues', vhost, name), name) : link(hash('exchanges', vhost, exchangeSegment(name)), exchangeName(name));

const unbind = (binding, reload) =>
  ask({
    title: 'Remove binding',
    text: `Remove the binding from ${exchangeName(binding.source)} to ${binding.destination_type} ${binding.destination} with key “${binding.routing_key}”?`,
    action: 'Remove',
    run: async () => {
      await api.remove(`${bindingPath(binding)}${path`/${binding.properties_key}`}`);
      await reload();
      return 'Binding removed';
    },
  });

const bind = async (binding, reload) => {
  await api.post(bindingPath(binding), { routing_key: binding.routing_key, arguments: binding.arguments });
  await reload();
  return `${binding.destination} is bound to ${exchangeName(binding.source)}`;
};

function bindingTable(caption, where, other) {
  const table = new Table({
    caption,
    remembered: false,
    filter: WHERE_MANY,
    key: row => JSON.stringify([row.source, row.destination_type, row.destination, row.properties_key]),
    source: whole((_, signal) => api.get(where, { signal })),
    empty: 'No bindings.',
    columns: [
      other,
      { title: 'Routing key', text: row => row.routing_key, sort: row => row.routing_key },
      { title: 'Arguments', text: row => featureText({ arguments: row.arguments }) },
      {
        title: 'Remove',
        class: 'row-action',
        text: row => (row.source === '' ? '' : 'Remove'),
        render: row => (row.source === '' ? '' : el('button', { type: 'button', class: 'small', on: { click: () => unbind(row, () => table.load()) } }, 'Remove')),
      },
    ],
  });
  return table;
}

/** Where messages come from, to a queue or an exchange; bindings can be added. */
export function bindingsTo(type, vhost, name) {
  const where = type === 'queue' ? path`/api/queues/${vhost}/${name}/bindings` : path`/api/exchanges/${vhost}/${name}/bindings/destination`;
  const table = bindingTable('bindings to this', where, {
    title: 'From exchange',
    text: row => exchangeName(row.source),
    render: row => linkTo('exchange', row.vhost, row.source),
    sort: row => row.source,
  });
  const add = form({
    action: 'Bind',
    label: 'Add a binding to this',
    fields: [
      text('source', 'From exchange', { required: true }),
      text('routing_key', 'Routing key'),
      argumentRows('arguments', 'Arguments', { hint: 'For a headers exchange, the headers to match, and x-match: all or any.' }),
    ],
    submit: values => bind({ ...values, vhost, destination: name, destination_type: type }, () => table.load()),
  });
  return { table, element: [table.element, folded('Add a binding', add)] };
}

/** Where messages of an exchange go; bindings can be added. */
export function bindingsFrom(vhost, name) {
  const table = bindingTable('bindings from this', path`/api/exchanges/${vhost}/${exchangeSegment(name)}/bindings/source`, {
    title: 'To',
    text: row => `${row.destination_type} ${row.destination}`,
    render: row => [`${row.destination_type} `, linkTo(row.destination_type, row.vhost, row.destination)],
    sort: row => row.destination,
  });
  const add = form({
    action: 'Bind',
    label: 'Add a binding from this',
    fields: [
      choice('destination_type', 'To', [['queue', 'queue'], ['exchange', 'exchange']]),
      text('destination', 'Name', { required: true }),
      text('routing_key', 'Routing key'),
      argumentRows('arguments', 'Arguments', { hint: 'For a headers exchange, the headers to match, and x-match: all or any.' }),
    ],
    submit: values => bind({ ...values, vhost, source: name }, () => table.load()),
  });
  return { table, element: [table.element, folded('Add a binding', add)] };
}
