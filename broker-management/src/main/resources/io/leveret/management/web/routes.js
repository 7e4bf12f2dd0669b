// Which address shows which page.

import { auditPage } from './pages/audit.js';
import { backupPage } from './pages/backup.js';
import { channelPage, channelsPage } from './pages/channels.js';
import { connectionPage, connectionsPage } from './pages/connections.js';
import { definitionsPage } from './pages/definitions.js';
import { delayedPage } from './pages/delayed.js';
import { exchangePage, exchangesPage } from './pages/exchanges.js';
import { limitsPage } from './pages/limits.js';
import { logPage } from './pages/log.js';
import { overviewPage } from './pages/overview.js';
import { permissionsPage } from './pages/permissions.js';
import { policiesPage } from './pages/policies.js';
import { queueBindingsPage, queuePage, queuePublishPage } from './pages/queue.js';
import { queueMessagesPage } from './pages/queue-messages.js';
import { queuesPage } from './pages/queues.js';
import { userPage, usersPage } from './pages/users.js';
import { vhostPage, vhostsPage } from './pages/vhosts.js';

export const ROUTES = [
  ['', overviewPage],
  ['connections', connectionsPage],
  ['connections/:name', connectionPage],
  ['channels', channelsPage],
  ['channels/:name', channelPage],
  ['exchanges', exchangesPage],
  ['exchanges/:vhost/:name', exchangePage],
  ['queues', queuesPage],
  ['queues/:vhost/:name', queuePage],
  ['queues/:vhost/:name/messages', queueMessagesPage],
  ['queues/:vhost/:name/bindings', queueBindingsPage],
  ['queues/:vhost/:name/publish', queuePublishPage],
  ['delayed', delayedPage],
  ['delayed/:vhost/:name', delayedPage],
  ['users', usersPage],
  ['users/:name', userPage],
  ['vhosts', vhostsPage],
  ['vhosts/:name', vhostPage],
  ['permissions', permissionsPage],
  ['policies', policiesPage],
  ['limits', limitsPage],
  ['definitions', definitionsPage],
  ['log', logPage],
  ['audit', auditPage],
  ['backup', backupPage],
];
