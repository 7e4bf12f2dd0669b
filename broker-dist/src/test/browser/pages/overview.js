import assert from 'node:assert/strict';
import { client, declare, publish, until } from '../support/api.js';
import { pageTest, picture, visit } from '../support/browser.js';

const highestPoint = page =>
  page.locator('.chart').first().locator('polyline').first().evaluate(line => Math.min(...[...line.points].map(point => point.y)));

pageTest('the overview draws what waits, counts what there is, and leads to it', async page => {
  await declare('shop.overview');
  const connection = await client({ name: 'overview worker' });
  await connection.channel(1);
  for (let i = 0; i < 20; i++) await publish('', 'shop.overview', `message ${i}`);
  await visit(page);
  await page.getByText('Messages waiting').waitFor();
  await until('the chart shows 20 messages', async () => (await highestPoint(page)) < 150);
  const tile = page.locator('.tile').filter({ hasText: 'Connections' });
  await until('the connection is counted', async () => Number(await tile.locator('.tile-number').textContent()) >= 1);
  await page.getByText('Disk free').waitFor();
  await page.getByText('A sync of the journal').waitFor();
  await picture(page, 'overview');
  await tile.click();
  await page.getByRole('heading', { name: 'Connections' }).waitFor();
  connection.close();
});

pageTest('an alarm is told first of all', async page => {
  await page.route('**/api/nodes', async route => {
    const response = await route.fetch();
    const nodes = await response.json();
    await route.fulfill({ response, json: nodes.map(node => ({ ...node, mem_alarm: true })) });
  });
  await visit(page);
  await page.getByRole('alert').getByText('messages take more than they may').waitFor();
});

pageTest('the page looks again by itself until it is paused', async page => {
  let looks = 0;
  page.on('request', request => request.url().includes('/api/overview') && looks++);
  await visit(page);
  const pause = page.getByRole('button', { name: 'Pause' });
  await pause.waitFor();
  await until('it looked twice', () => looks >= 2);
  await pause.click();
  const seen = looks;
  await page.getByRole('button', { name: 'Refresh again' }).waitFor();
  await new Promise(resolve => setTimeout(resolve, 6000));
  assert.equal(looks, seen, 'nothing is asked while paused');
});

pageTest('what fails is told, and what was seen stays', async page => {
  page.expected.push(/500/);
  await visit(page, '#/queues');
  await page.getByRole('table').waitFor();
  await page.route('**/api/queues?*', route => route.fulfill({ status: 500, json: { error: 'internal_error', reason: 'the broker stumbled' } }));
  await page.getByRole('alert').getByText('the broker stumbled').waitFor();
  assert.equal(await page.getByRole('table').isVisible(), true);
});
