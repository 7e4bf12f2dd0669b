// One queue: its state, its bindings, and publishing to it and getting from it.

import { api, path, withQuery } from '../parts/api.js';
import { bindingsTo } from '../parts/bindings.js';
import { consumerTable } from '../parts/consumers.js';
import { el, fill } from '../parts/dom.js';
import { argumentFacts, factsPlace, featureText, section } from '../parts/facts.js';
import { choice, form, number } from '../parts/form.js';
import { count, octets, plural, span } from '../parts/format.js';
import { messageCharts } from '../parts/message-charts.js';
import { messageView } from '../parts/message.js';
import { publishForm } from '../parts/publish.js';
import { queueHead } from '../parts/queue-head.js';
import { rangeChoice } from '../parts/samples.js';

const hasKeys = table => Object.keys(table ?? {}).length > 0;

const queueFacts = one => [
  ['State', one.state],
  ['Type', one.type],
  ['Features', featureText({ ...one, arguments: {} })],
  ['Policy', one.policy],
  ['Operator policy', one.operator_policy],
  ['Owner', one.owner_pid_details?.name],
  ['Arguments', hasKeys(one.arguments) ? argumentFacts(one.arguments) : null],
  ['What policies set', hasKeys(one.effective_policy_definition) ? argumentFacts(one.effective_policy_definition) : null],
];

const age = seconds => (typeof seconds === 'number' ? span(seconds * 1000) : null);

const amountFacts = one => [
  ['Ready', `${count(one.messages_ready)}, ${octets(one.message_bytes_ready)}`],
  ['Unacked', `${count(one.messages_unacknowledged)}, ${octets(one.message_bytes_unacknowledged)}`],
  ['Oldest ready', age(one.oldest_ready_seconds)],
  ['Oldest unacked', age(one.oldest_unacked_seconds)],
  ['In memory', `${count(one.messages_ram)}, ${octets(one.message_bytes_ram)}`],
  ['Persistent', one.messages_persistent === undefined ? null : `${count(one.messages_persistent)}, ${octets(one.message_bytes_persistent)}`],
  ['Consumers', count(one.consumers)],
  ['Consumer capacity', typeof one.consumer_capacity === 'number' ? `${Math.round(one.consumer_capacity * 100)} %` : null],
];

export function queuePage({ params: { vhost, name }, look, keptSeconds }) {
  const range = rangeChoice({ look, keptSeconds });
  const charts = messageCharts(['publish', 'deliver_get', 'ack', 'redeliver']);
  const [facts, amounts] = [factsPlace(), factsPlace()];
  let consumers = [];
  const table = consumerTable(() => consumers, 'channel');
  return {
    title: name,
    element: [
      queueHead({ vhost, name, current: 'State', look, actions: [range.element] }),
      charts.element,
      el('div', { class: 'columns' }, section('Messages', amounts.element), section('Facts', facts.element)),
      section('Consumers', table.element),
    ],
    async refresh(signal) {
      const one = await api.get(withQuery(path`/api/queues/${vhost}/${name}`, range.query('msg_rates', 'lengths')), { signal });
      charts.update(one, one.message_stats);
      facts.show(queueFacts(one));
      amounts.show(amountFacts(one));
      consumers = one.consumer_details ?? [];
      await table.load(signal);
    },
  };
}

export function queueBindingsPage({ params: { vhost, name }, look }) {
  const { table, element } = bindingsTo('queue', vhost, name);
  return {
    title: `Bindings of ${name}`,
    element: [queueHead({ vhost, name, current: 'Bindings', look }), element],
    refresh: signal => table.load(signal),
  };
}

const ACK_MODES = [
  ['ack_requeue_true', 'put back, marked as redelivered'],
  ['ack_requeue_false', 'acknowledged: gone'],
  ['reject_requeue_true', 'rejected, put back'],
  ['reject_requeue_false', 'rejected: dead-lettered or gone'],
];

function getForm(vhost, name, shown) {
  return form({
    action: 'Get',
    label: 'Get messages',
    keep: true,
    fields: [number('count', 'How many', { value: 1, min: 1, max: 500, required: true }), choice('ackmode', 'Afterwards', ACK_MODES)],
    submit: async ({ count: wanted, ackmode }) => {
      const got = await api.post(path`/api/queues/${vhost}/${name}/get`, { count: wanted, ackmode, encoding: 'auto', truncate: 50000 });
      fill(shown, got.map(message => el('article', { class: 'got' }, messageView(message))));
      return got.length === 0 ? 'The queue has no ready message' : `${plural(got.length, 'message')} got`;
    },
  });
}

export function queuePublishPage({ params: { vhost, name }, look }) {
  const shown = el('div');
  return {
    title: `Publish to ${name}`,
    element: [
      queueHead({ vhost, name, current: 'Publish and get', look }),
      section('Publish', publishForm({ vhost, exchange: '', routingKey: name }).element),
      section(
        'Get',
        el('p', { class: 'hint' }, 'This takes messages from the queue, as a consumer does. To look without disturbing, see Messages.'),
        getForm(vhost, name, shown).element,
        shown,
      ),
    ],
  };
}
