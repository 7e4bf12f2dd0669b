// Virtual hosts: the list, a form that adds one, and one of them with its permissions.

import { api, path } from '../parts/api.js';
import { askButton } from '../parts/dialog.js';
import { factsPlace, link, pageHead, section } from '../parts/facts.js';
import { check, folded, form, text } from '../parts/form.js';
import { count, rate, statRate, tagText } from '../parts/format.js';
import { permissionPart, topicPermissionPart } from '../parts/permissions.js';
import { hash } from '../parts/router.js';
import { whole } from '../parts/sources.js';
import { Table } from '../parts/table.js';

const number = (title, name) => ({ title, number: true, text: row => count(row[name]), sort: row => row[name] ?? 0 });

const rateColumn = (title, name) => ({ title, number: true, text: row => rate(statRate(row, name)), sort: row => statRate(row, name) ?? 0 });

const tagsOf = row => tagText(row.tags);

const COLUMNS = [
  { title: 'Name', text: row => row.name, render: row => link(hash('vhosts', row.name), row.name), sort: row => row.name },
  { title: 'Description', text: row => row.description ?? '' },
  { title: 'Tags', text: tagsOf },
  { title: 'Tracing', text: row => (row.tracing ? 'on' : '') },
  number('Ready', 'messages_ready'),
  number('Unacked', 'messages_unacknowledged'),
  number('Total', 'messages'),
  rateColumn('In', 'publish'),
  rateColumn('Out', 'deliver_get'),
];

const listOf = tags => tags.split(',').map(tag => tag.trim()).filter(Boolean);

function settingsFields({ description = '', tags = '', tracing = false } = {}) {
  return [
    text('description', 'Description', { value: description }),
    text('tags', 'Tags', { value: tagText(tags), hint: 'Separated by commas' }),
    check('tracing', 'Tracing: copies of all messages go to amq.rabbitmq.trace', { value: tracing }),
  ];
}

async function put(name, { description, tags, tracing }) {
  await api.put(path`/api/vhosts/${name}`, { description, tags: listOf(tags).join(','), tracing });
}

export function vhostsPage({ look }) {
  const table = new Table({
    caption: 'virtual hosts',
    columns: COLUMNS,
    key: row => row.name,
    source: whole((_, signal) => api.get('/api/vhosts', { signal })),
    empty: 'No virtual hosts.',
    reload: look,
  });
  const add = form({
    action: 'Add virtual host',
    fields: [text('name', 'Name', { required: true }), ...settingsFields()],
    submit: async ({ name, ...settings }) => {
      await put(name, settings);
      look();
      return `Virtual host ${name} added`;
    },
  });
  return {
    title: 'Virtual hosts',
    element: [pageHead('Virtual hosts'), table.element, folded('Add a virtual host', add)],
    refresh: signal => table.load(signal),
  };
}

const deleteQuestion = name => ({
  title: 'Delete virtual host',
  text: `Delete the virtual host ${name} with all its queues, exchanges, messages and permissions? Its connections are closed.`,
  action: 'Delete virtual host',
  fields: [text('typed', 'Its name, to be sure', { required: true })],
  run: async ({ typed }) => {
    if (typed !== name) throw new Error(`That is not “${name}”.`);
    await api.remove(path`/api/vhosts/${name}`);
    location.hash = hash('vhosts');
    return `Virtual host ${name} deleted`;
  },
});

const vhostFacts = one => [
  ['Description', one.description],
  ['Tags', tagsOf(one)],
  ['Tracing', one.tracing ? 'on' : 'off'],
  ['Ready', count(one.messages_ready)],
  ['Unacked', count(one.messages_unacknowledged)],
];

export async function vhostPage({ params: { name }, look, signal }) {
  const [vhost, users] = await Promise.all([api.get(path`/api/vhosts/${name}`, { signal }), api.get('/api/users', { signal })]);
  const facts = factsPlace();
  const common = { of: { vhost: name }, users: users.map(user => user.name), look };
  const permissions = permissionPart({ where: path`/api/vhosts/${name}/permissions`, ...common });
  const topics = topicPermissionPart({ where: path`/api/vhosts/${name}/topic-permissions`, ...common });
  const change = form({
    action: 'Change virtual host',
    keep: true,
    fields: settingsFields(vhost),
    submit: async settings => {
      await put(name, settings);
      look();
      return `Virtual host ${name} changed`;
    },
  });
  return {
    title: name,
    element: [
      pageHead(name, { above: link(hash('vhosts'), 'Virtual hosts'), actions: [askButton('Delete', () => deleteQuestion(name))] }),
      facts.element,
      section('Permissions', permissions.element),
      section('Topic permissions', topics.element),
      section('Change', change.element),
    ],
    async refresh(one) {
      facts.show(vhostFacts(await api.get(path`/api/vhosts/${name}`, { signal: one })));
      await Promise.all([permissions.table.load(one), topics.table.load(one)]);
    },
  };
}
