import assert from 'node:assert/strict';
import { call, declare, payloads, publish, publishMany } from '../support/api.js';
import { announced, confirm, pageTest, picture, queueHash, row, visit } from '../support/browser.js';

const names = (prefix, count) => Array.from({ length: count }, (_, i) => `${prefix} ${String(i).padStart(3, '0')}`);

const openMessages = (page, queue) => visit(page, queueHash(queue, '/messages'));

const choose = (page, text) => row(page, text).getByRole('checkbox').check();

const get = (queue, count, ackmode) => call('POST', `/api/queues/%2F/${queue}/get`, { count, ackmode, encoding: 'auto' });

pageTest('messages are looked at anywhere in a queue, and nothing changes by it', async page => {
  await declare('shop.looked');
  await publishMany('shop.looked', names('message', 120));
  await openMessages(page, 'shop.looked');
  await page.getByText('0 to 49 of 120 messages').waitFor();
  await page.getByRole('button', { name: 'Later' }).click();
  await row(page, 'message 050').waitFor();
  await page.getByRole('button', { name: 'Last' }).click();
  await row(page, 'message 119').waitFor();
  await page.getByLabel('Position').fill('77');
  await page.getByRole('button', { name: 'Go' }).click();
  await page.locator('tbody tr').first().getByText('message 077').waitFor();
  await page.reload();
  await page.locator('tbody tr').first().getByText('message 077').waitFor();
  await page.getByRole('searchbox').fill('message 09');
  await page.getByText('10 of 43').waitFor();
  const [first] = await get('shop.looked', 1, 'ack_requeue_true');
  assert.equal(first.redelivered, false);
  assert.equal(first.payload, 'message 000');
});

pageTest('a message is opened with its headers and its payload', async page => {
  await declare('shop.opened');
  await publish('', 'shop.opened', '{"order":4711,"lines":[1,2]}', { content_type: 'application/json', headers: { tenant: 'acme' }, message_id: 'm-1' });
  await call('POST', '/api/exchanges/%2F/amq.default/publish', {
    routing_key: 'shop.opened',
    payload: Buffer.from([0, 255, 65]).toString('base64'),
    payload_encoding: 'base64',
    properties: {},
  });
  await get('shop.opened', 1, 'ack_requeue_true');
  await openMessages(page, 'shop.opened');
  await row(page, '4711').getByText('yes').waitFor();
  await row(page, '4711').getByRole('button').click();
  const dialog = page.getByRole('dialog');
  for (const text of ['acme', 'm-1', 'application/json', '"order": 4711']) await dialog.getByText(text).waitFor();
  await picture(page, 'message');
  await page.keyboard.press('Escape');
  await row(page, 'binary data').getByRole('button').click();
  await dialog.getByText('00 ff 41').waitFor();
});

pageTest('chosen messages are deleted, and only they', async page => {
  await declare('shop.chosen');
  await publishMany('shop.chosen', names('chosen', 6));
  await openMessages(page, 'shop.chosen');
  await choose(page, 'chosen 001');
  await choose(page, 'chosen 004');
  await page.getByText('2 messages chosen').waitFor();
  await picture(page, 'queue-messages');
  await page.getByRole('button', { name: 'Delete chosen' }).click();
  await page.getByRole('dialog').getByText('2 chosen messages of the queue shop.chosen').waitFor();
  await confirm(page, 'Delete messages');
  await announced(page, '2 messages deleted');
  await row(page, 'chosen 004').waitFor({ state: 'detached' });
  assert.deepEqual(await payloads('shop.chosen'), ['chosen 000', 'chosen 002', 'chosen 003', 'chosen 005']);
});

pageTest('chosen messages are moved, and a queue that is not there is told in the dialog', async page => {
  page.expected.push(/40[04]/);
  await declare('shop.from');
  await declare('shop.to');
  await publishMany('shop.from', names('moved', 4));
  await openMessages(page, 'shop.from');
  await choose(page, 'moved 002');
  await page.getByRole('button', { name: 'Move chosen' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('To queue').fill('shop.nowhere');
  await confirm(page, 'Move messages');
  await dialog.getByRole('alert').waitFor();
  assert.equal(await dialog.getByLabel('To queue').inputValue(), 'shop.nowhere');
  await dialog.getByLabel('To queue').fill('shop.to');
  await confirm(page, 'Move messages');
  await announced(page, '1 message moved to shop.to');
  assert.deepEqual(await payloads('shop.to'), ['moved 002']);
  assert.deepEqual(await payloads('shop.from'), ['moved 000', 'moved 001', 'moved 003']);
});

pageTest('all messages of a queue are moved', async page => {
  await declare('shop.all.from');
  await declare('shop.all.to');
  await publishMany('shop.all.from', names('all', 5));
  await openMessages(page, 'shop.all.from');
  await row(page, 'all 004').waitFor();
  await page.getByRole('button', { name: 'Move all' }).click();
  await page.getByRole('dialog').getByLabel('To queue').fill('shop.all.to');
  await confirm(page, 'Move all');
  await announced(page, '5 messages moved to shop.all.to');
  await page.getByText('No ready messages here.').waitFor();
  assert.deepEqual(await payloads('shop.all.to'), names('all', 5));
});
