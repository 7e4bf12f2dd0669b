import assert from 'node:assert/strict';
import { call, client, declare, declareExchange, payloads, publishMany, queue, queueIsGone, until } from '../support/api.js';
import { announced, confirm, pageTest, picture, queueHash, row, unfold, visit } from '../support/browser.js';

pageTest('a queue is added with arguments of each type', async page => {
  await visit(page, '#/queues');
  await unfold(page, 'Add a queue');
  const form = page.getByRole('form', { name: 'Add queue' });
  await form.getByLabel('Name', { exact: true }).fill('shop.added');
  for (const [i, [name, value]] of [['x-max-length', '1000'], ['x-overflow', 'reject-publish'], ['x-single-active-consumer', 'true']].entries()) {
    await form.getByPlaceholder('name').nth(i).fill(name);
    await form.getByPlaceholder('value').nth(i).fill(value);
  }
  await picture(page, 'queue-add');
  await form.getByRole('button', { name: 'Add queue' }).click();
  await announced(page, 'Queue shop.added added');
  await row(page, 'shop.added').waitFor();
  const added = await queue('shop.added');
  assert.deepEqual(added.arguments, { 'x-max-length': 1000, 'x-overflow': 'reject-publish', 'x-single-active-consumer': true });
});

pageTest('a wrong argument is told before anything is sent', async page => {
  await visit(page, '#/queues');
  await unfold(page, 'Add a queue');
  const form = page.getByRole('form', { name: 'Add queue' });
  await form.getByLabel('Name', { exact: true }).fill('shop.wrong');
  await form.getByPlaceholder('name').first().fill('x-max-length');
  await form.getByPlaceholder('value').first().fill('many');
  await form.getByRole('button', { name: 'Add queue' }).click();
  await form.getByRole('alert').getByText('“many” is not a number').waitFor();
  assert.equal(await queueIsGone('shop.wrong'), true);
});

pageTest('queues are filtered, sorted and paged by the broker', async page => {
  for (let i = 10; i < 40; i++) await declare(`shop.many.${i}`);
  await publishMany('shop.many.23', ['one', 'two', 'three']);
  await until('the messages are counted', async () => (await queue('shop.many.23')).messages_ready === 3);
  await visit(page, '#/queues?size=25');
  await page.getByRole('searchbox').fill('shop.many.');
  await page.getByText('30 of').waitFor();
  assert.equal(await page.locator('tbody tr').count(), 25);
  await page.getByRole('button', { name: 'Next' }).click();
  await row(page, 'shop.many.39').waitFor();
  assert.equal(await page.locator('tbody tr').count(), 5);
  await page.getByRole('button', { name: 'Ready' }).click();
  await page.locator('tbody tr').first().getByText('shop.many.23').waitFor();
  await picture(page, 'queues');
  await page.reload();
  await page.locator('tbody tr').first().getByText('shop.many.23').waitFor();
});

pageTest('a name that looks like markup stays a name', async page => {
  const name = 'shop.<img src=x onerror="document.title=1">/%2F?#&';
  await declare(name);
  await visit(page, `#/queues?name=${encodeURIComponent('shop.<img')}`);
  await row(page, name).getByRole('link').click();
  await page.getByRole('heading', { name }).waitFor();
  assert.equal(await page.locator('main img').count(), 0);
  await page.getByRole('button', { name: 'Delete' }).click();
  await confirm(page, 'Delete queue');
  await announced(page, 'deleted');
  assert.equal(await queueIsGone(name), true);
});

pageTest('a queue shows its state, is purged and deleted', async page => {
  await declare('shop.state', { arguments: { 'x-max-length': 500 } });
  await declareExchange('shop.state.events', 'fanout');
  const connection = await client({ name: 'state worker' });
  await connection.channel(1);
  await connection.consume(1, 'shop.state', 'state tag', 5);
  await publishMany('shop.state', Array.from({ length: 12 }, (_, i) => `{"order": ${i}}`));
  await visit(page, queueHash('shop.state'));
  await row(page, 'state tag').getByRole('link').waitFor({ timeout: 20_000 });
  await page.getByText('x-max-length').waitFor();
  await until('the legend tells what is unacked', async () => (await page.locator('.legend li').filter({ hasText: 'Unacked' }).textContent()).endsWith('5'));
  await until('the chart draws a line', () => page.locator('.chart polyline').first().evaluate(line => line.points.length >= 2));
  await picture(page, 'queue');
  await page.getByRole('button', { name: 'Purge' }).click();
  await page.getByRole('dialog').getByText('shop.state').waitFor();
  await confirm(page, 'Cancel');
  assert.deepEqual((await payloads('shop.state')).length, 7, 'nothing is done without a yes');
  await page.getByRole('button', { name: 'Purge' }).click();
  await confirm(page, 'Purge queue');
  await announced(page, 'Queue shop.state purged');
  assert.deepEqual(await payloads('shop.state'), []);
  connection.close();
  await page.getByRole('button', { name: 'Delete' }).click();
  await confirm(page, 'Delete queue');
  await announced(page, 'Queue shop.state deleted');
  await page.getByRole('heading', { name: 'Queues' }).waitFor();
  assert.equal(await queueIsGone('shop.state'), true);
});

pageTest('a queue is bound and unbound', async page => {
  await declare('shop.bound');
  await visit(page, queueHash('shop.bound', '/bindings'));
  await row(page, '(default)').waitFor();
  await unfold(page, 'Add a binding');
  await page.getByLabel('From exchange').fill('amq.headers');
  await page.getByPlaceholder('name').first().fill('x-match');
  await page.getByPlaceholder('value').first().fill('any');
  await page.getByRole('button', { name: 'Bind' }).click();
  await row(page, 'amq.headers').getByText('x-match').waitFor();
  await picture(page, 'queue-bindings');
  const bindings = await call('GET', '/api/queues/%2F/shop.bound/bindings');
  assert.deepEqual(bindings.find(binding => binding.source === 'amq.headers').arguments, { 'x-match': 'any' });
  await row(page, 'amq.headers').getByRole('button', { name: 'Remove' }).click();
  await confirm(page, 'Remove');
  await announced(page, 'Binding removed');
  await row(page, 'amq.headers').waitFor({ state: 'detached' });
});

pageTest('a message is published with properties, got, and put back or not', async page => {
  await declare('shop.get');
  await visit(page, queueHash('shop.get', '/publish'));
  await page.getByLabel('Payload').fill('{"order":1}');
  await page.getByLabel('Content type').fill('application/json');
  await page.getByLabel('Correlation id').fill('c-17');
  await page.getByPlaceholder('name').first().fill('attempt');
  await page.getByPlaceholder('value').first().fill('3');
  await page.getByLabel('Headers: type').first().selectOption('number');
  await page.getByRole('button', { name: 'Publish' }).click();
  await announced(page, 'Message published');
  const get = page.getByRole('button', { name: 'Get', exact: true });
  await get.click();
  await page.locator('.got').getByText('c-17').waitFor();
  await page.locator('.got').getByText('"order": 1').waitFor();
  await picture(page, 'queue-publish');
  const [back] = await call('POST', '/api/queues/%2F/shop.get/get', { count: 1, ackmode: 'ack_requeue_true', encoding: 'auto' });
  assert.equal(back.properties.headers.attempt, 3);
  assert.equal(back.redelivered, true);
  await page.getByLabel('Afterwards').selectOption('acknowledged: gone');
  await get.click();
  await announced(page, '1 message got');
  await get.click();
  await announced(page, 'no ready message');
  assert.deepEqual(await payloads('shop.get'), []);
});

pageTest('a queue that does not exist is told', async page => {
  page.expected.push(/404/);
  await visit(page, queueHash('shop.nothing'));
  await page.getByRole('alert').getByText('Not Found').waitFor();
});
