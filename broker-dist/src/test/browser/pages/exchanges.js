import assert from 'node:assert/strict';
import { call, declare, declareExchange, exchangeIsGone, payloads, until } from '../support/api.js';
import { announced, confirm, pageTest, picture, row, unfold, visit } from '../support/browser.js';

async function setArgument(within, name, value) {
  const last = within.locator('.argument-row').last();
  await last.getByPlaceholder('name').fill(name);
  await within.locator('.argument-row').nth(-2).getByPlaceholder('value').fill(value);
}

pageTest('an exchange is added, and one that is refused stays as it was typed', async page => {
  page.expected.push(/400/);
  await declareExchange('shop.exists', 'direct');
  await visit(page, '#/exchanges');
  await unfold(page, 'Add an exchange');
  const form = page.getByRole('form', { name: 'Add exchange' });
  await form.getByLabel('Name', { exact: true }).fill('shop.exists');
  await form.getByLabel('Type', { exact: true }).selectOption('topic');
  await setArgument(form, 'alternate-exchange', 'amq.fanout');
  await form.getByRole('button', { name: 'Add exchange' }).click();
  await form.getByRole('alert').getByText('inequivalent arg').waitFor();
  assert.equal(await form.getByLabel('Name', { exact: true }).inputValue(), 'shop.exists');
  await form.getByLabel('Name', { exact: true }).fill('shop.added');
  await form.getByRole('button', { name: 'Add exchange' }).click();
  await announced(page, 'Exchange shop.added added');
  await page.getByRole('searchbox').fill('shop.added');
  await row(page, 'shop.added').getByText('topic').waitFor();
  const added = await call('GET', '/api/exchanges/%2F/shop.added');
  assert.deepEqual(added.arguments, { 'alternate-exchange': 'amq.fanout' });
  assert.equal(await form.getByLabel('Name', { exact: true }).inputValue(), '', 'the form is empty again');
});

pageTest('the list of exchanges is sorted by type', async page => {
  await declareExchange('shop.sorted.a', 'topic');
  await declareExchange('shop.sorted.b', 'direct');
  await visit(page, '#/exchanges?name=shop.sorted');
  await row(page, 'shop.sorted.b').waitFor();
  await page.getByRole('button', { name: 'Type' }).click();
  await page.locator('[aria-sort=ascending]').waitFor();
  assert.deepEqual(await page.locator('tbody tr td:first-child').allTextContents(), ['shop.sorted.b', 'shop.sorted.a']);
  await page.getByRole('searchbox').fill('');
  await row(page, 'amq.topic').first().waitFor();
  await picture(page, 'exchanges');
});

pageTest('an exchange is bound, published to, unbound and deleted', async page => {
  await declareExchange('shop.events', 'topic');
  await declare('shop.events.all');
  await visit(page, '#/exchanges/%2F/shop.events');
  await unfold(page, 'Add a binding');
  const bind = page.getByRole('form', { name: 'Add a binding from this' });
  await bind.getByLabel('Name', { exact: true }).fill('shop.events.all');
  await bind.getByLabel('Routing key').fill('order.#');
  await bind.getByRole('button', { name: 'Bind' }).click();
  await row(page, 'order.#').waitFor();
  const publish = page.getByRole('form', { name: 'Publish a message' });
  await publish.getByLabel('Routing key').fill('order.created');
  await publish.getByLabel('Payload').fill('Käse');
  await publish.getByRole('button', { name: 'Publish' }).click();
  await announced(page, 'Message published');
  assert.deepEqual(await payloads('shop.events.all'), ['Käse']);
  await publish.getByLabel('Routing key').fill('invoice.created');
  await publish.getByRole('button', { name: 'Publish' }).click();
  await announced(page, 'no queue took the message');
  await picture(page, 'exchange');
  await row(page, 'order.#').getByRole('button', { name: 'Remove' }).click();
  await confirm(page, 'Remove');
  await row(page, 'order.#').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByText('shop.events').first().waitFor();
  await confirm(page, 'Delete exchange');
  await announced(page, 'Exchange shop.events deleted');
  await until('the exchange is gone', () => exchangeIsGone('shop.events'));
});

pageTest('the default exchange is shown without what it cannot do', async page => {
  await visit(page, '#/exchanges/%2F/amq.default');
  await page.getByText('Every queue is bound to the default exchange').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Delete' }).count(), 0);
});
