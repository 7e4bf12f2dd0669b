// Connections: the list, and one connection with its channels and what its client says of itself.

import { api, path, withQuery } from '../parts/api.js';
import { Chart } from '../parts/chart.js';
import { askButton } from '../parts/dialog.js';
import { el } from '../parts/dom.js';
import { factsPlace, link, pageHead, section } from '../parts/facts.js';
import { text } from '../parts/form.js';
import { count, moment, octetRate, octets, plain, span } from '../parts/format.js';
import { hash } from '../parts/router.js';
import { rangeChoice, rates } from '../parts/samples.js';
import { paged, whole } from '../parts/sources.js';
import { Table } from '../parts/table.js';
import { channelColumns } from './channels.js';

const givenName = row => row.user_provided_name ?? row.client_properties?.connection_name ?? '';

const clientName = ({ client_properties: client = {} }) => [client.product, client.version].filter(Boolean).join(' ');

const COLUMNS = [
  {
    title: 'Name',
    sort: 'name',
    text: row => `${givenName(row)} ${row.name}`,
    render: row => [link(hash('connections', row.name), givenName(row) || row.name), givenName(row) && el('span', { class: 'below' }, row.name)],
  },
  { title: 'Virtual host', sort: 'vhost', text: row => row.vhost },
  { title: 'User', sort: 'user', text: row => row.user },
  { title: 'State', sort: 'state', text: row => row.state },
  { title: 'TLS', sort: 'ssl', text: row => (row.ssl ? 'yes' : '') },
  { title: 'Client', text: clientName },
  { title: 'Channels', sort: 'channels', number: true, text: row => count(row.channels) },
  { title: 'From client', sort: 'recv_oct_details.rate', number: true, text: row => octetRate(row.recv_oct_details?.rate) },
  { title: 'To client', sort: 'send_oct_details.rate', number: true, text: row => octetRate(row.send_oct_details?.rate) },
];

export async function connectionsPage({ look, vhosts }) {
  const inOne = paged('/api/connections');
  const inVhost = whole(({ vhost }, signal) => api.get(path`/api/vhosts/${vhost}/connections`, { signal }));
  const table = new Table({
    caption: 'connections',
    columns: COLUMNS,
    key: row => row.name,
    source: (state, signal, columns) => (state.vhost ? inVhost : inOne)(state, signal, columns),
    empty: 'No client is connected.',
    vhosts: await vhosts(),
    reload: look,
  });
  return { title: 'Connections', element: [pageHead('Connections'), table.element], refresh: signal => table.load(signal) };
}

const connectionFacts = one => [
  ['Client', clientName(one)],
  ['User', one.user],
  ['Virtual host', one.vhost],
  ['State', one.state],
  ['Protocol', one.protocol],
  ['Login', one.auth_mechanism],
  ['TLS', one.ssl ? `${one.ssl_protocol} ${one.ssl_cipher ?? ''}` : 'no'],
  ['Connected', moment(one.connected_at)],
  ['Heartbeat', one.timeout ? span(one.timeout * 1000) : 'none'],
  ['Frame size', octets(one.frame_max)],
  ['Channels at most', count(one.channel_max)],
  ['Received', octets(one.recv_oct)],
  ['Sent', octets(one.send_oct)],
];

const closeQuestion = name => ({
  title: 'Close connection',
  text: `Close the connection ${name}? What it has not acknowledged goes back to its queues.`,
  action: 'Close connection',
  fields: [text('reason', 'Reason, told to the client')],
  run: async ({ reason }) => {
    await api.remove(path`/api/connections/${name}`, { headers: reason ? { 'X-Reason': reason } : {} });
    location.hash = hash('connections');
    return `Connection ${name} closed`;
  },
});

export function connectionPage({ params: { name }, look, keptSeconds }) {
  const range = rangeChoice({ look, keptSeconds });
  const chart = new Chart({ title: 'Octets a second', series: [{ label: 'From client' }, { label: 'To client' }], format: octetRate });
  const [facts, properties] = [factsPlace(), factsPlace()];
  const channels = new Table({
    caption: 'channels',
    columns: channelColumns(),
    key: row => row.name,
    source: whole((_, signal) => api.get(path`/api/connections/${name}/channels`, { signal })),
    empty: 'No channel is open.',
    filter: false,
    remembered: false,
  });
  return {
    title: name,
    element: [
      pageHead(name, { above: link(hash('connections'), 'Connections'), actions: [range.element, askButton('Close', () => closeQuestion(name))] }),
      chart.element,
      el('div', { class: 'columns' }, section('Facts', facts.element), section('What the client says', properties.element)),
      section('Channels', channels.element),
    ],
    async refresh(signal) {
      const one = await api.get(withQuery(path`/api/connections/${name}`, range.query('data_rates')), { signal });
      facts.show(connectionFacts(one));
      properties.show(Object.entries(one.client_properties ?? {}).map(([key, value]) => [key, plain(value)]));
      chart.update(rates(one, ['recv_oct', 'send_oct']));
      await channels.load(signal);
    },
  };
}
