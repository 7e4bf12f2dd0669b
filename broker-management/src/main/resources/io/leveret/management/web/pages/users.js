// Users: the list, a form that adds one, and one user with permissions, password and tags.

import { api, path } from '../parts/api.js';
import { askButton } from '../parts/dialog.js';
import { el } from '../parts/dom.js';
import { factsPlace, link, pageHead, section } from '../parts/facts.js';
import { check, folded, form, text } from '../parts/form.js';
import { tagText } from '../parts/format.js';
import { permissionPart, topicPermissionPart } from '../parts/permissions.js';
import { hash } from '../parts/router.js';
import { whole } from '../parts/sources.js';
import { Table } from '../parts/table.js';

const TAGS = ['administrator', 'monitoring', 'policymaker', 'management', 'impersonator'];
const TAGS_HINT = 'Separated by commas. administrator may all, monitoring sees all, policymaker sets policies, management uses this page.';

const tagsOf = user => tagText(user.tags);

async function usersWithVhosts(signal) {
  const [users, permissions] = await Promise.all([api.get('/api/users', { signal }), api.get('/api/permissions', { signal })]);
  return users.map(user => ({ ...user, vhosts: permissions.filter(one => one.user === user.name).map(one => one.vhost) }));
}

const COLUMNS = [
  { title: 'Name', text: row => row.name, render: row => link(hash('users', row.name), row.name), sort: row => row.name },
  { title: 'Tags', text: tagsOf, sort: tagsOf },
  { title: 'May enter', text: row => row.vhosts.join(', ') || 'no virtual host' },
  { title: 'Password', text: row => (row.password_hash ? 'yes' : 'no') },
];

const tagsField = value => text('tags', 'Tags', { value, hint: TAGS_HINT, options: TAGS });

function addForm(look) {
  return form({
    action: 'Add user',
    fields: [
      text('name', 'Name', { required: true }),
      text('password', 'Password', { type: 'password', required: true, autocomplete: 'new-password' }),
      tagsField(''),
    ],
    submit: async ({ name, password, tags }) => {
      await api.put(path`/api/users/${name}`, { password, tags });
      look();
      return `User ${name} added; set permissions, so that it may enter a virtual host`;
    },
  });
}

export function usersPage({ look }) {
  const table = new Table({
    caption: 'users',
    columns: COLUMNS,
    key: row => row.name,
    source: whole((_, signal) => usersWithVhosts(signal)),
    empty: 'No users.',
    reload: look,
  });
  return {
    title: 'Users',
    element: [pageHead('Users'), table.element, folded('Add a user', addForm(look))],
    refresh: signal => table.load(signal),
  };
}

const deleteQuestion = name => ({
  title: 'Delete user',
  text: `Delete the user ${name} with all its permissions? Its connections are closed.`,
  action: 'Delete user',
  run: async () => {
    await api.remove(path`/api/users/${name}`);
    location.hash = hash('users');
    return `User ${name} deleted`;
  },
});

function changeForm(user, look) {
  return form({
    action: 'Change user',
    keep: true,
    fields: [
      text('password', 'New password', { type: 'password', autocomplete: 'new-password', hint: 'Left empty, the password stays' }),
      check('none', 'No password: this user cannot log in with one'),
      tagsField(tagsOf(user)),
    ],
    submit: async ({ password, none, tags }) => {
      const kept = { password_hash: user.password_hash, hashing_algorithm: user.hashing_algorithm };
      const secret = none ? { password_hash: '' } : password === '' ? kept : { password };
      await api.put(path`/api/users/${user.name}`, { ...secret, tags });
      Object.assign(user, await api.get(path`/api/users/${user.name}`));
      look();
      return `User ${user.name} changed`;
    },
  });
}

export async function userPage({ params: { name }, look, vhosts, signal }) {
  const [user, vhostNames] = await Promise.all([api.get(path`/api/users/${name}`, { signal }), vhosts()]);
  const facts = factsPlace();
  const common = { of: { user: name }, vhosts: vhostNames, look };
  const permissions = permissionPart({ where: path`/api/users/${name}/permissions`, ...common });
  const topics = topicPermissionPart({ where: path`/api/users/${name}/topic-permissions`, ...common });
  return {
    title: name,
    element: [
      pageHead(name, { above: link(hash('users'), 'Users'), actions: [askButton('Delete', () => deleteQuestion(name))] }),
      facts.element,
      section('Permissions', permissions.element),
      section('Topic permissions', topics.element),
      section('Change', el('div', null, changeForm(user, look).element)),
    ],
    async refresh(one) {
      const now = await api.get(path`/api/users/${name}`, { signal: one });
      facts.show([
        ['Tags', tagsOf(now) || 'none'],
        ['Password', now.password_hash ? 'set' : 'none'],
      ]);
      await Promise.all([permissions.table.load(one), topics.table.load(one)]);
    },
  };
}
