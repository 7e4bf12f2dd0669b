// The broker at a glance: what waits and moves, what there is, how the node does, and what is wrong.

import { api, withQuery } from '../parts/api.js';
import { el, fill, show } from '../parts/dom.js';
import { factsPlace, meter, pageHead, section } from '../parts/facts.js';
import { count, micros, octets, rate, span } from '../parts/format.js';
import { messageCharts } from '../parts/message-charts.js';
import { hash } from '../parts/router.js';
import { rangeChoice } from '../parts/samples.js';

const TOTALS = [
  ['connections', 'Connections', hash('connections')],
  ['channels', 'Channels', hash('channels')],
  ['consumers', 'Consumers', hash('channels')],
  ['exchanges', 'Exchanges', hash('exchanges')],
  ['queues', 'Queues', hash('queues')],
];

const ALARMS = [
  ['mem_alarm', 'Memory: messages take more than they may. Publishers wait until some are gone.'],
  ['disk_free_alarm', 'Disk: there is less free space than the floor. Publishers wait until there is more.'],
];

function totalTiles() {
  const numbers = TOTALS.map(() => el('span', { class: 'tile-number' }));
  const tiles = TOTALS.map(([, label, href], i) => el('a', { class: 'tile', href }, numbers[i], el('span', { class: 'tile-label' }, label)));
  return {
    element: el('div', { class: 'tiles' }, tiles),
    update: totals => TOTALS.forEach(([name], i) => fill(numbers[i], count(totals?.[name]))),
  };
}

function alarmList() {
  const element = el('div', { class: 'alarms', role: 'alert', hidden: true });
  return {
    element,
    update(nodes) {
      const raised = nodes.flatMap(node => ALARMS.filter(([name]) => node[name]).map(([, text]) => text));
      show(element, raised.length > 0);
      if (raised.join() !== element.dataset.raised) fill(element, raised.map(text => el('p', null, text)));
      element.dataset.raised = raised.join();
    },
  };
}

function nodeMeters() {
  const memory = meter('Memory', octets);
  const disk = meter('Disk free', octets);
  const files = meter('Open files', count);
  const heap = meter('Heap', octets);
  const direct = meter('Outside the heap', octets);
  return {
    element: el('div', { class: 'meters' }, memory.element, heap.element, direct.element, files.element, disk.element),
    update(node, own) {
      show(memory.element, node !== undefined);
      show(files.element, node?.fd_total > 0);
      show(heap.element, own !== null);
      show(direct.element, own !== null);
      if (node) {
        memory.update(node.mem_used, node.mem_limit);
        disk.update(node.disk_free_limit, node.disk_free, `${octets(node.disk_free)} free, floor ${octets(node.disk_free_limit)}`);
        files.update(node.fd_used, node.fd_total);
      }
      if (own) {
        heap.update(own.heap.used, own.heap.max);
        direct.update(own.direct.used, own.direct.max);
      }
    },
  };
}

const journalFacts = own => [
  ['A sync of the journal', `${micros(own.sync.p50_us)}; 99 of 100 within ${micros(own.sync.p99_us)}`],
  ['Groups synced', count(own.sync.groups)],
  ['Messages in a group', count(own.sync.messages_per_group)],
  ['A turn of a core', `${micros(own.turn.p50_us)}; 99 of 100 within ${micros(own.turn.p99_us)}`],
  ['Pages read back', count(own.page_ins)],
];

const nodeFacts = (overview, node) => [
  ['Node', overview.node],
  ['Version', `${overview.product_name} ${overview.product_version}`],
  ['Cluster', overview.cluster_name],
  ['Up for', node && span(node.uptime)],
  ['Processors', node && count(node.processors)],
  ['Connections opened', rate(overview.churn_rates?.connection_created_details?.rate)],
  ['Channels opened', rate(overview.churn_rates?.channel_created_details?.rate)],
  ['Queues declared', rate(overview.churn_rates?.queue_declared_details?.rate)],
];

const listenerFacts = overview => (overview.listeners ?? []).map(({ protocol, ip_address: address, port }) => [protocol, `${address} port ${port}`]);

/** Node figures are for those who may monitor; others see the rest. */
const ifAllowed = promise => promise.catch(error => (error.status === 401 || error.status === 404 ? null : Promise.reject(error)));

export function overviewPage(context) {
  const range = rangeChoice(context);
  const charts = messageCharts();
  const [tiles, alarms, meters] = [totalTiles(), alarmList(), nodeMeters()];
  const [node, journal, listeners] = [factsPlace(), factsPlace(), factsPlace()];
  const journalSection = section('Inside', journal.element);
  const columns = el('div', { class: 'columns' }, section('Node', node.element), section('Room', meters.element), journalSection, section('Listening', listeners.element));
  return {
    title: 'Overview',
    element: [pageHead('Overview', { actions: [range.element] }), alarms.element, tiles.element, charts.element, columns],
    async refresh(signal) {
      const [overview, nodes, own] = await Promise.all([
        api.get(withQuery('/api/overview', range.query('msg_rates', 'lengths')), { signal }),
        ifAllowed(api.get('/api/nodes', { signal })),
        ifAllowed(api.get('/api/leveret/overview', { signal })),
      ]);
      const here = nodes?.find(({ name }) => name === overview.node) ?? nodes?.[0];
      tiles.update(overview.object_totals);
      alarms.update(nodes ?? []);
      charts.update(overview.queue_totals, overview.message_stats);
      meters.update(here, own);
      node.show(nodeFacts(overview, here));
      listeners.show(listenerFacts(overview));
      show(journalSection, own !== null);
      if (own) journal.show(journalFacts(own));
    },
  };
}
