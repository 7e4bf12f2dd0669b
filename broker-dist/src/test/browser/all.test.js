// All tests of the page, with one broker and one browser.

import { after, before } from 'node:test';
import { start, stop } from './support/broker.js';
import { launch, quit } from './support/browser.js';
import './pages/overview.js';

before(async () => {
  await start();
  await launch();
});

after(async () => {
  await quit();
  await stop();
});
