// Who may do what where: all permissions of all users.

import { api } from '../parts/api.js';
import { pageHead, section } from '../parts/facts.js';
import { permissionPart, topicPermissionPart } from '../parts/permissions.js';

export async function permissionsPage({ look, vhosts }) {
  const [users, vhostNames] = await Promise.all([api.get('/api/users'), vhosts()]);
  const common = { users: users.map(user => user.name), vhosts: vhostNames, look };
  const permissions = permissionPart({ where: '/api/permissions', ...common });
  const topics = topicPermissionPart({ where: '/api/topic-permissions', ...common });
  return {
    title: 'Permissions',
    element: [pageHead('Permissions'), permissions.element, section('Topic permissions', topics.element)],
    refresh: signal => Promise.all([permissions.table.load(signal), topics.table.load(signal)]),
  };
}
