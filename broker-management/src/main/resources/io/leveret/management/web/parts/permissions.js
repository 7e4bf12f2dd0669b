// Permissions and topic permissions: lists and forms, for one user, one virtual host, or all.

import { api, exchangeSegment, path } from './api.js';
import { askButton } from './dialog.js';
import { folded, form, text } from './form.js';
import { link } from './facts.js';
import { exchangeName } from './format.js';
import { hash } from './router.js';
import { whole } from './sources.js';
import { Table, WHERE_MANY } from './table.js';

const PATTERN_HINT = 'A regular expression of names; ^$ allows none, .* all';

const userColumn = { title: 'User', text: row => row.user, render: row => link(hash('users', row.user), row.user), sort: row => row.user };
const vhostColumn = { title: 'Virtual host', text: row => row.vhost, render: row => link(hash('vhosts', row.vhost), row.vhost), sort: row => row.vhost };

const pattern = name => ({ title: name[0].toUpperCase() + name.slice(1), class: 'code', text: row => row[name] });

const clearColumn = question => ({
  title: 'Clear',
  class: 'row-action',
  text: row => JSON.stringify(row),
  render: row => askButton('Clear', () => question(row), { small: true }),
});

const clearQuestion = (row, done) => ({
  title: 'Clear permissions',
  text: `Take from ${row.user} all permissions in ${row.vhost}? The user will not be able to connect to it.`,
  action: 'Clear',
  run: async () => {
    await api.remove(path`/api/permissions/${row.vhost}/${row.user}`);
    done();
    return `Permissions of ${row.user} in ${row.vhost} cleared`;
  },
});

const clearTopicQuestion = (row, done) => ({
  title: 'Clear topic permission',
  text: `Take from ${row.user} the topic permission for ${exchangeName(row.exchange)} in ${row.vhost}? Any routing key is allowed then.`,
  action: 'Clear',
  run: async () => {
    await api.remove(path`/api/topic-permissions/${row.vhost}/${row.user}/${exchangeSegment(row.exchange)}`);
    done();
    return `Topic permission of ${row.user} in ${row.vhost} cleared`;
  },
});

const whose = ({ user, vhost }) => [!user && userColumn, !vhost && vhostColumn].filter(Boolean);

const whoseFields = ({ user, vhost }, users, vhosts) => [
  ...(user ? [] : [text('user', 'User', { required: true, options: users })]),
  ...(vhost ? [] : [text('vhost', 'Virtual host', { required: true, options: vhosts })]),
];

/** `of` narrows it to one `user` or one `vhost`; `where` is the list's path. */
export function permissionPart({ where, of = {}, users = [], vhosts = [], look }) {
  const table = new Table({
    caption: 'permissions',
    key: row => JSON.stringify([row.user, row.vhost]),
    source: whole((_, signal) => api.get(where, { signal })),
    empty: 'No permissions.',
    filter: WHERE_MANY,
    remembered: false,
    columns: [...whose(of), pattern('configure'), pattern('write'), pattern('read'), clearColumn(row => clearQuestion(row, look))],
  });
  const add = form({
    action: 'Set permissions',
    keep: true,
    fields: [
      ...whoseFields(of, users, vhosts),
      text('configure', 'Configure', { value: '.*', hint: PATTERN_HINT }),
      text('write', 'Write', { value: '.*' }),
      text('read', 'Read', { value: '.*' }),
    ],
    submit: async values => {
      const { user, vhost, ...permissions } = { ...values, ...of };
      await api.put(path`/api/permissions/${vhost}/${user}`, permissions);
      look();
      return `Permissions of ${user} in ${vhost} set`;
    },
  });
  return { table, element: [table.element, folded('Set permissions', add)] };
}

export function topicPermissionPart({ where, of = {}, users = [], vhosts = [], look }) {
  const exchangeColumn = { title: 'Exchange', text: row => exchangeName(row.exchange), sort: row => row.exchange };
  const table = new Table({
    caption: 'topic permissions',
    key: row => JSON.stringify([row.user, row.vhost, row.exchange]),
    source: whole((_, signal) => api.get(where, { signal })),
    empty: 'No topic permissions: any routing key is allowed.',
    filter: WHERE_MANY,
    remembered: false,
    columns: [...whose(of), exchangeColumn, pattern('write'), pattern('read'), clearColumn(row => clearTopicQuestion(row, look))],
  });
  const add = form({
    action: 'Set topic permission',
    keep: true,
    fields: [
      ...whoseFields(of, users, vhosts),
      text('exchange', 'Exchange', { value: 'amq.topic', required: true }),
      text('write', 'Write', { value: '.*', hint: 'A regular expression of routing keys' }),
      text('read', 'Read', { value: '.*' }),
    ],
    submit: async values => {
      const { user, vhost, ...permission } = { ...values, ...of };
      await api.put(path`/api/topic-permissions/${vhost}/${user}`, permission);
      look();
      return `Topic permission of ${user} in ${vhost} set`;
    },
  });
  return { table, element: [table.element, folded('Set a topic permission', add)] };
}
