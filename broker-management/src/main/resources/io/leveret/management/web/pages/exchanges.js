// Exchanges: the list, and one exchange with its bindings and a form that publishes to it.

import { api, exchangeSegment, path, withQuery } from '../parts/api.js';
import { argumentRows, EXCHANGE_ARGUMENTS } from '../parts/arguments.js';
import { bindingsFrom, bindingsTo } from '../parts/bindings.js';
import { Chart } from '../parts/chart.js';
import { askButton } from '../parts/dialog.js';
import { el } from '../parts/dom.js';
import { argumentFacts, featureMarks, featureText, factsPlace, link, pageHead, section } from '../parts/facts.js';
import { check, choice, folded, form, text } from '../parts/form.js';
import { exchangeName, rate, statRate } from '../parts/format.js';
import { publishForm } from '../parts/publish.js';
import { hash } from '../parts/router.js';
import { rangeChoice, rates } from '../parts/samples.js';
import { paged } from '../parts/sources.js';
import { Table } from '../parts/table.js';

const COLUMNS = [
  {
    title: 'Name',
    sort: 'name',
    text: row => exchangeName(row.name),
    render: row => link(hash('exchanges', row.vhost, exchangeSegment(row.name)), exchangeName(row.name)),
  },
  { title: 'Virtual host', sort: 'vhost', text: row => row.vhost },
  { title: 'Type', sort: 'type', text: row => row.type },
  { title: 'Features', text: featureText, render: featureMarks },
  { title: 'Policy', sort: 'policy', text: row => row.policy ?? '' },
  { title: 'In', sort: 'message_stats.publish_in_details.rate', number: true, text: row => rate(statRate(row, 'publish_in')) },
  { title: 'Out', sort: 'message_stats.publish_out_details.rate', number: true, text: row => rate(statRate(row, 'publish_out')) },
];

async function typesOf() {
  const overview = await api.get(withQuery('/api/overview', { columns: 'exchange_types' }));
  return (overview.exchange_types ?? []).map(type => type.name).sort();
}

function addForm(vhosts, types, look) {
  return form({
    action: 'Add exchange',
    fields: [
      text('name', 'Name', { required: true }),
      choice('vhost', 'Virtual host', vhosts),
      choice('type', 'Type', types, { value: 'direct' }),
      check('durable', 'Durable', { value: true }),
      check('auto_delete', 'Deleted with its last binding'),
      check('internal', 'Internal: only other exchanges publish to it'),
      argumentRows('arguments', 'Arguments', { known: EXCHANGE_ARGUMENTS }),
    ],
    submit: async ({ vhost, name, ...settings }) => {
      await api.put(path`/api/exchanges/${vhost}/${name}`, settings);
      look();
      return `Exchange ${name} added`;
    },
  });
}

export async function exchangesPage({ look, vhosts }) {
  const [names, types] = await Promise.all([vhosts(), typesOf()]);
  const table = new Table({
    caption: 'exchanges',
    columns: COLUMNS,
    key: row => JSON.stringify([row.vhost, row.name]),
    source: paged('/api/exchanges'),
    empty: 'No exchanges.',
    vhosts: names,
    reload: look,
  });
  return {
    title: 'Exchanges',
    element: [pageHead('Exchanges'), table.element, folded('Add an exchange', addForm(names, types, look))],
    refresh: signal => table.load(signal),
  };
}

const deleteQuestion = (vhost, name) => ({
  title: 'Delete exchange',
  text: `Delete the exchange ${name} in ${vhost} with all its bindings?`,
  action: 'Delete exchange',
  run: async () => {
    await api.remove(path`/api/exchanges/${vhost}/${name}`);
    location.hash = hash('exchanges');
    return `Exchange ${name} deleted`;
  },
});

const isOwn = name => name === '' || name.startsWith('amq.');

function bindingSections(vhost, name) {
  if (name === '') {
    const element = section('Bindings', el('p', { class: 'nothing' }, 'Every queue is bound to the default exchange with its own name.'));
    return { element, load: async () => {} };
  }
  const [from, to] = [bindingsFrom(vhost, name), bindingsTo('exchange', vhost, name)];
  return {
    element: [section('Bindings from this exchange', from.element), section('Bindings to this exchange', to.element)],
    load: signal => Promise.all([from.table.load(signal), to.table.load(signal)]),
  };
}

export function exchangePage({ params: { vhost, name: segment }, look, keptSeconds }) {
  const name = segment === 'amq.default' ? '' : segment;
  const range = rangeChoice({ look, keptSeconds });
  const chart = new Chart({ title: 'Messages a second', series: [{ label: 'In' }, { label: 'Out' }], format: rate });
  const facts = factsPlace();
  const bindings = bindingSections(vhost, name);
  const actions = [range.element, !isOwn(name) && askButton('Delete', () => deleteQuestion(vhost, name))];
  return {
    title: exchangeName(name),
    element: [
      pageHead(exchangeName(name), { above: [link(hash('exchanges'), 'Exchanges'), ` in ${vhost}`], actions }),
      chart.element,
      section('Facts', facts.element),
      bindings.element,
      section('Publish', publishForm({ vhost, exchange: name, published: look }).element),
    ],
    async refresh(signal) {
      const where = path`/api/exchanges/${vhost}/${exchangeSegment(name)}`;
      const one = await api.get(withQuery(where, range.query('msg_rates')), { signal });
      facts.show([
        ['Type', one.type],
        ['Features', featureText({ ...one, arguments: {} })],
        ['Policy', one.policy],
        ['Arguments', Object.keys(one.arguments ?? {}).length > 0 ? argumentFacts(one.arguments) : null],
      ]);
      chart.update(rates(one.message_stats, ['publish_in', 'publish_out']));
      await bindings.load(signal);
    },
  };
}
