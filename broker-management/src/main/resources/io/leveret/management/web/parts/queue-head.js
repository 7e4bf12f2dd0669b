// The head that all pages of one queue have: its name, the ways to its parts, and what can be done to it as a whole.

import { api, path } from './api.js';
import { askButton } from './dialog.js';
import { link, pageHead, tabs } from './facts.js';
import { text } from './form.js';
import { plural } from './format.js';
import { hash } from './router.js';

const purgeQuestion = (vhost, name, done) => ({
  title: 'Purge queue',
  text: `Remove all ready messages of the queue ${name} in ${vhost}? They are gone for good.`,
  action: 'Purge queue',
  run: async () => {
    await api.remove(path`/api/queues/${vhost}/${name}/contents`);
    done();
    return `Queue ${name} purged`;
  },
});

const deleteQuestion = (vhost, name) => ({
  title: 'Delete queue',
  text: `Delete the queue ${name} in ${vhost} with all its messages and bindings?`,
  action: 'Delete queue',
  run: async () => {
    await api.remove(path`/api/queues/${vhost}/${name}`);
    location.hash = hash('queues');
    return `Queue ${name} deleted`;
  },
});

const moveQuestion = (vhost, name, done) => ({
  title: 'Move all messages',
  text: `Move all ready messages of ${name} to the end of another queue in ${vhost}.`,
  action: 'Move all',
  danger: false,
  fields: [text('destination', 'To queue', { required: true })],
  run: async ({ destination }) => {
    const { moved } = await api.post(path`/api/leveret/queues/${vhost}/${name}/messages/move`, { all: true, destination });
    done();
    return `${plural(moved, 'message')} moved to ${destination}`;
  },
});

export function queueHead({ vhost, name, current, look, actions = [] }) {
  const at = (...rest) => hash('queues', vhost, name, ...rest);
  return pageHead(name, {
    above: [link(hash('queues'), 'Queues'), ` in ${vhost}`],
    actions: [
      actions,
      askButton('Move all', () => moveQuestion(vhost, name, look), { danger: false }),
      askButton('Purge', () => purgeQuestion(vhost, name, look)),
      askButton('Delete', () => deleteQuestion(vhost, name)),
    ],
    below: tabs(
      'Parts of this queue',
      [
        ['State', at()],
        ['Messages', at('messages')],
        ['Bindings', at('bindings')],
        ['Publish and get', at('publish')],
      ],
      current,
    ),
  });
}
