import assert from 'node:assert/strict';
import { call, declare, declareExchange, bind, publish } from '../support/api.js';
import { announced, confirm, pageTest, picture, row, visit } from '../support/browser.js';

pageTest('delayed messages are listed, the next due first, and cancelled', async page => {
  await declareExchange('shop.later', 'x-delayed-message', { arguments: { 'x-delayed-type': 'direct' } });
  await declare('shop.reminders');
  await bind('shop.later', 'shop.reminders', 'remind');
  for (const [payload, minutes] of [['third', 90], ['first', 10], ['second', 45]]) {
    await publish('shop.later', 'remind', `the ${payload} reminder`, { headers: { 'x-delay': minutes * 60_000 } });
  }
  await visit(page, '#/delayed');
  await page.getByRole('link', { name: 'shop.later in /' }).click();
  await row(page, 'the third reminder').waitFor();
  const shown = await page.locator('tbody .message-open').allTextContents();
  assert.deepEqual(shown, ['the first reminder', 'the second reminder', 'the third reminder']);
  await picture(page, 'delayed');
  await row(page, 'the second reminder').getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('dialog').getByText('It will never be routed').waitFor();
  await confirm(page, 'Cancel message');
  await announced(page, 'cancelled');
  await row(page, 'the second reminder').waitFor({ state: 'detached' });
  const left = await call('GET', '/api/leveret/delayed/%2F/shop.later');
  assert.equal(left.total, 2);
});
