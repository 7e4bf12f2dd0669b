// The consumers of a queue, or of a channel.

import { count } from './format.js';
import { link } from './facts.js';
import { hash } from './router.js';
import { whole } from './sources.js';
import { Table } from './table.js';

const channelColumn = {
  title: 'Channel',
  text: row => row.channel_details?.name ?? '',
  render: row => (row.channel_details?.name ? link(hash('channels', row.channel_details.name), row.channel_details.name) : ''),
};

const queueColumn = {
  title: 'Queue',
  text: row => row.queue?.name ?? '',
  render: row => link(hash('queues', row.queue.vhost, row.queue.name), row.queue.name),
};

/** `consumers()` gives them as they were seen last; `by` says whether their queue or their channel is shown. */
export function consumerTable(consumers, by) {
  return new Table({
    caption: 'consumers',
    key: row => `${row.channel_details?.name} ${row.consumer_tag}`,
    source: whole(() => consumers()),
    empty: 'No consumers.',
    filter: false,
    remembered: false,
    columns: [
      { title: 'Consumer tag', text: row => row.consumer_tag },
      by === 'queue' ? queueColumn : channelColumn,
      { title: 'Acks', text: row => (row.ack_required ? 'manual' : 'automatic') },
      { title: 'Exclusive', text: row => (row.exclusive ? 'yes' : '') },
      { title: 'Active', text: row => (row.active === false ? 'waiting' : 'yes') },
      { title: 'Prefetch', number: true, text: row => count(row.prefetch_count) },
    ],
  });
}
