import assert from 'node:assert/strict';
import { call, declare, queue, until } from '../support/api.js';
import { announced, confirm, pageTest, picture, row, unfold, visit } from '../support/browser.js';

pageTest('a policy shows what it would match while it is typed, and then applies', async page => {
  page.expected.push(/400/);
  await declare('shop.policy.a');
  await declare('shop.policy.b');
  await visit(page, '#/policies');
  await unfold(page, 'Set a policy');
  const form = page.getByRole('form', { name: 'Set a policy' });
  await form.getByLabel('Name', { exact: true }).fill('shop-short');
  await form.getByLabel('Pattern').fill('^shop\\.policy\\.');
  await form.getByText('Fits 2 queues and 0 exchanges.').waitFor();
  await form.getByRole('link', { name: 'shop.policy.b' }).waitFor();
  await form.getByLabel('Pattern').fill('^shop\\.policy\\.a$');
  await form.getByText('Fits 1 queue and 0 exchanges.').waitFor();
  await form.getByLabel('Pattern').fill('^shop\\.policy\\.(');
  await form.locator('.preview .error').waitFor();
  await form.getByLabel('Pattern').fill('^shop\\.policy\\.');
  await form.getByText('Fits 2 queues').waitFor();
  await form.getByLabel('Applies to').selectOption('queues');
  await form.getByLabel('Priority').fill('7');
  await form.getByPlaceholder('name').first().fill('max-length');
  await form.getByPlaceholder('value').first().fill('10');
  await picture(page, 'policies');
  await form.getByRole('button', { name: 'Set a policy' }).click();
  await announced(page, 'The policy shop-short is set');
  await row(page, 'shop-short').getByText('max-length: 10').waitFor();
  await until('the policy applies', async () => (await queue('shop.policy.a')).policy === 'shop-short');
  await row(page, 'shop-short').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByText('shop-short').waitFor();
  await confirm(page, 'Delete');
  await row(page, 'shop-short').waitFor({ state: 'detached' });
});

pageTest('an operator policy is set and deleted, and what is not allowed in it is told', async page => {
  page.expected.push(/400/);
  await visit(page, '#/policies');
  await unfold(page, 'Set an operator policy');
  const form = page.getByRole('form', { name: 'Set an operator policy' });
  await form.getByLabel('Name', { exact: true }).fill('shop-cap');
  await form.getByLabel('Pattern').fill('^shop\\.capped');
  await form.getByPlaceholder('name').first().fill('no-such-key');
  await form.getByPlaceholder('value').first().fill('5');
  await form.getByRole('button', { name: 'Set an operator policy' }).click();
  await form.getByRole('alert').getByText('no-such-key').waitFor();
  await form.getByPlaceholder('name').first().fill('max-length');
  await form.getByRole('button', { name: 'Set an operator policy' }).click();
  await row(page, 'shop-cap').waitFor();
  await row(page, 'shop-cap').getByRole('button', { name: 'Delete' }).click();
  await confirm(page, 'Delete');
  await row(page, 'shop-cap').waitFor({ state: 'detached' });
  assert.deepEqual(await call('GET', '/api/operator-policies'), []);
});

pageTest('limits of virtual hosts and of users are set and cleared', async page => {
  await call('PUT', '/api/vhosts/shop-limited', {});
  await visit(page, '#/limits');
  await unfold(page, 'Set a limit of a virtual host');
  const vhost = page.getByRole('form', { name: 'Set a limit of a virtual host' });
  await vhost.getByLabel('Virtual host').fill('shop-limited');
  await vhost.getByLabel('Limit').selectOption('max-queues');
  await vhost.getByLabel('Value').fill('12');
  await vhost.getByRole('button', { name: 'Set limit' }).click();
  await row(page, 'shop-limited').getByText('12').waitFor();
  await unfold(page, 'Set a limit of a user');
  const user = page.getByRole('form', { name: 'Set a limit of a user' });
  await user.getByLabel('User').fill('guest');
  await user.getByLabel('Limit').selectOption('max-channels');
  await user.getByLabel('Value').fill('900');
  await user.getByRole('button', { name: 'Set limit' }).click();
  await row(page, 'max-channels').getByText('900').waitFor();
  await picture(page, 'limits');
  for (const text of ['max-channels', 'shop-limited']) {
    await row(page, text).getByRole('button', { name: 'Clear' }).click();
    await confirm(page, 'Clear limit');
    await row(page, text).waitFor({ state: 'detached' });
  }
  assert.deepEqual(await call('GET', '/api/vhost-limits/shop-limited'), []);
  await call('DELETE', '/api/vhosts/shop-limited');
});
