// The messages of a queue, looked at without disturbing: no redelivered flag, no count changes. Chosen ones can be deleted or moved.

import { api, path } from '../parts/api.js';
import { Browser } from '../parts/browser.js';
import { askButton } from '../parts/dialog.js';
import { text } from '../parts/form.js';
import { count, moment, plural } from '../parts/format.js';
import { queueHead } from '../parts/queue-head.js';

const EXTRA = [
  { title: 'Redelivered', text: message => (message.redelivered ? 'yes' : '') },
  { title: 'Delivered before', number: true, text: message => count(message.delivery_count) },
  { title: 'Published', class: 'unbroken', text: message => moment(message.published_at) },
];

const seqsOf = selection => selection.map(message => message.seq);

const deleteQuestion = (where, name, selection, done) => ({
  title: 'Delete messages',
  text: `Delete ${plural(selection.length, 'chosen message')} of the queue ${name}? They are gone for good, and not dead-lettered.`,
  action: 'Delete messages',
  run: async () => {
    const { deleted } = await api.post(`${where}/delete`, { seqs: seqsOf(selection) });
    done();
    return `${plural(deleted, 'message')} deleted`;
  },
});

const moveQuestion = (where, name, selection, done) => ({
  title: 'Move messages',
  text: `Move ${plural(selection.length, 'chosen message')} of ${name} to the end of another queue of the same virtual host.`,
  action: 'Move messages',
  danger: false,
  fields: [text('destination', 'To queue', { required: true })],
  run: async ({ destination }) => {
    const { moved } = await api.post(`${where}/move`, { seqs: seqsOf(selection), destination });
    done();
    return `${plural(moved, 'message')} moved to ${destination}`;
  },
});

export function queueMessagesPage({ params: { vhost, name }, query, look }) {
  const where = path`/api/leveret/queues/${vhost}/${name}/messages`;
  const browser = new Browser({
    where,
    extra: EXTRA,
    empty: 'No ready messages here.',
    query,
    look,
    actions: selection => [
      askButton('Move chosen', () => moveQuestion(where, name, selection, () => browser.done()), { danger: false, small: true }),
      askButton('Delete chosen', () => deleteQuestion(where, name, selection, () => browser.done()), { small: true }),
    ],
  });
  return {
    title: `Messages of ${name}`,
    element: [queueHead({ vhost, name, current: 'Messages', look }), browser.element],
    refresh: signal => browser.load(signal),
  };
}
