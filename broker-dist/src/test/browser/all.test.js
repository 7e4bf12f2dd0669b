// All tests of the page, with one broker and one browser.

import { after, before } from 'node:test';
import { closeClients } from './support/api.js';
import { start, stop } from './support/broker.js';
import { launch, quit } from './support/browser.js';
import './pages/login.js';
import './pages/overview.js';
import './pages/connections.js';
import './pages/exchanges.js';
import './pages/queues.js';
import './pages/messages.js';
import './pages/delayed.js';
import './pages/access.js';
import './pages/rules.js';
import './pages/node.js';
import './pages/everywhere.js';

before(async () => {
  await start();
  await launch();
});

after(async () => {
  closeClients();
  await quit();
  await stop();
});
