// Channels: the list, and one channel with its consumers.

import { api, path, withQuery } from '../parts/api.js';
import { Chart } from '../parts/chart.js';
import { el } from '../parts/dom.js';
import { factsPlace, link, pageHead, section } from '../parts/facts.js';
import { count, rate, span, statRate } from '../parts/format.js';
import { hash } from '../parts/router.js';
import { rangeChoice, rates } from '../parts/samples.js';
import { paged, whole } from '../parts/sources.js';
import { Table } from '../parts/table.js';
import { consumerTable } from '../parts/consumers.js';

const modeOf = row => [row.confirm && 'confirm', row.transactional && 'transaction'].filter(Boolean).join(', ');

const rateColumn = (title, name) => ({ title, sort: `message_stats.${name}_details.rate`, number: true, text: row => rate(statRate(row, name)) });

export const channelColumns = () => [
  { title: 'Channel', sort: 'name', text: row => row.name, render: row => link(hash('channels', row.name), row.name) },
  { title: 'Virtual host', sort: 'vhost', text: row => row.vhost },
  { title: 'User', sort: 'user', text: row => row.user },
  { title: 'Mode', text: modeOf },
  { title: 'State', sort: 'state', text: row => row.state },
  { title: 'Consumers', sort: 'consumer_count', number: true, text: row => count(row.consumer_count) },
  { title: 'Prefetch', sort: 'prefetch_count', number: true, text: row => count(row.prefetch_count) },
  { title: 'Unacked', sort: 'messages_unacknowledged', number: true, text: row => count(row.messages_unacknowledged) },
  { title: 'Unconfirmed', sort: 'messages_unconfirmed', number: true, text: row => count(row.messages_unconfirmed) },
  rateColumn('Published', 'publish'),
  rateColumn('Delivered', 'deliver_get'),
  rateColumn('Acked', 'ack'),
];

export async function channelsPage({ look, vhosts }) {
  const everywhere = paged('/api/channels');
  const inVhost = whole(({ vhost }, signal) => api.get(path`/api/vhosts/${vhost}/channels`, { signal }));
  const table = new Table({
    caption: 'channels',
    columns: channelColumns(),
    key: row => row.name,
    source: (state, signal, columns) => (state.vhost ? inVhost : everywhere)(state, signal, columns),
    empty: 'No channel is open.',
    vhosts: await vhosts(),
    reload: look,
  });
  return { title: 'Channels', element: [pageHead('Channels'), table.element], refresh: signal => table.load(signal) };
}

const channelFacts = one => [
  ['Connection', one.connection_details && link(hash('connections', one.connection_details.name), one.connection_details.name)],
  ['User', one.user],
  ['Virtual host', one.vhost],
  ['State', one.state],
  ['Mode', modeOf(one)],
  ['Prefetch of a consumer', count(one.prefetch_count)],
  ['Prefetch of the channel', count(one.global_prefetch_count)],
  ['Unacked', count(one.messages_unacknowledged)],
  ['Unconfirmed', count(one.messages_unconfirmed)],
  ['Uncommitted', count(one.messages_uncommitted)],
  ['Acks uncommitted', count(one.acks_uncommitted)],
  ['Idle for', one.idle_since ? span(Date.now() - Date.parse(`${one.idle_since.replace(' ', 'T')}Z`)) : null],
];

const RATES = [
  ['publish', 'Published'],
  ['confirm', 'Confirmed'],
  ['deliver_get', 'Delivered'],
  ['ack', 'Acked'],
];

export function channelPage({ params: { name }, look, keptSeconds }) {
  const range = rangeChoice({ look, keptSeconds });
  const chart = new Chart({ title: 'Messages a second', series: RATES.map(([, label]) => ({ label })), format: rate });
  const facts = factsPlace();
  let consumers = [];
  const table = consumerTable(() => consumers, 'queue');
  return {
    title: name,
    element: [
      pageHead(name, { above: link(hash('channels'), 'Channels'), actions: [range.element] }),
      chart.element,
      el('div', { class: 'columns' }, section('Facts', facts.element)),
      section('Consumers', table.element),
    ],
    async refresh(signal) {
      const one = await api.get(withQuery(path`/api/channels/${name}`, range.query('msg_rates')), { signal });
      facts.show(channelFacts(one));
      chart.update(rates(one.message_stats, RATES.map(([key]) => key)));
      consumers = one.consumer_details ?? [];
      await table.load(signal);
    },
  };
}
