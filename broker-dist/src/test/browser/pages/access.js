import assert from 'node:assert/strict';
import { call } from '../support/api.js';
import { announced, confirm, pageTest, picture, row, unfold, visit } from '../support/browser.js';

const users = async () => (await call('GET', '/api/users')).map(user => user.name);

const vhosts = async () => (await call('GET', '/api/vhosts')).map(vhost => vhost.name);

const mayLogIn = async (name, password, where) => {
  const response = await fetch(where, { headers: { Authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` } });
  return response.status !== 401;
};

pageTest('a user is added, given permissions and another password, and deleted', async page => {
  await visit(page, '#/users');
  const whoami = new URL('/api/whoami', page.url()).href;
  await unfold(page, 'Add a user');
  const form = page.getByRole('form', { name: 'Add user' });
  await form.getByLabel('Name', { exact: true }).fill('shop-ann');
  await form.getByLabel('Password').fill('first');
  await form.getByLabel('Tags').fill('monitoring');
  await form.getByRole('button', { name: 'Add user' }).click();
  await announced(page, 'User shop-ann added');
  await row(page, 'shop-ann').getByText('no virtual host').waitFor();
  await picture(page, 'users');
  assert.equal(await mayLogIn('shop-ann', 'first', whoami), true);
  await row(page, 'shop-ann').getByRole('link').click();
  await unfold(page, 'Set permissions');
  const permissions = page.getByRole('form', { name: 'Set permissions' });
  await permissions.getByLabel('Virtual host').fill('/');
  await permissions.getByLabel('Configure').fill('^shop\\.');
  await permissions.getByRole('button', { name: 'Set permissions' }).click();
  await row(page, '^shop\\.').waitFor();
  await picture(page, 'user');
  const change = page.getByRole('form', { name: 'Change user' });
  await change.getByLabel('New password').fill('second');
  await change.getByRole('button', { name: 'Change user' }).click();
  await announced(page, 'User shop-ann changed');
  assert.equal(await mayLogIn('shop-ann', 'second', whoami), true);
  assert.equal(await mayLogIn('shop-ann', 'first', whoami), false);
  await page.getByRole('button', { name: 'Delete' }).click();
  await confirm(page, 'Delete user');
  await announced(page, 'User shop-ann deleted');
  assert.equal((await users()).includes('shop-ann'), false);
});

pageTest('a change of tags leaves the password as it is', async page => {
  await call('PUT', '/api/users/shop-tags', { password: 'kept', tags: 'management' });
  await visit(page, '#/users/shop-tags');
  const whoami = new URL('/api/whoami', page.url()).href;
  const change = page.getByRole('form', { name: 'Change user' });
  await change.getByLabel('Tags').fill('management, policymaker');
  await change.getByRole('button', { name: 'Change user' }).click();
  await announced(page, 'User shop-tags changed');
  assert.equal(await mayLogIn('shop-tags', 'kept', whoami), true);
  assert.deepEqual((await call('GET', '/api/users/shop-tags')).tags, ['management', 'policymaker']);
  await call('DELETE', '/api/users/shop-tags');
});

pageTest('a virtual host is added, changed, and deleted when its name is typed', async page => {
  await visit(page, '#/vhosts');
  await unfold(page, 'Add a virtual host');
  const form = page.getByRole('form', { name: 'Add virtual host' });
  await form.getByLabel('Name', { exact: true }).fill('shop/eu');
  await form.getByLabel('Description').fill('Orders of Europe');
  await form.getByRole('button', { name: 'Add virtual host' }).click();
  await announced(page, 'Virtual host shop/eu added');
  await row(page, 'Orders of Europe').waitFor();
  await picture(page, 'vhosts');
  await row(page, 'shop/eu').getByRole('link').click();
  const change = page.getByRole('form', { name: 'Change virtual host' });
  await change.getByLabel('Description').fill('Orders of the north');
  await change.getByRole('button', { name: 'Change virtual host' }).click();
  await page.locator('.facts').getByText('Orders of the north').waitFor();
  await picture(page, 'vhost');
  await page.getByRole('button', { name: 'Delete' }).click();
  const typed = page.getByRole('dialog').getByLabel('Its name, to be sure');
  await typed.fill('shop');
  await confirm(page, 'Delete virtual host');
  await page.getByRole('dialog').getByRole('alert').waitFor();
  assert.equal((await vhosts()).includes('shop/eu'), true);
  await typed.fill('shop/eu');
  await confirm(page, 'Delete virtual host');
  await announced(page, 'Virtual host shop/eu deleted');
  assert.equal((await vhosts()).includes('shop/eu'), false);
});

pageTest('permissions of all users are listed, set and cleared, those for topics too', async page => {
  await call('PUT', '/api/users/shop-perm', { password: 'x', tags: '' });
  await visit(page, '#/permissions');
  await unfold(page, 'Set permissions');
  const form = page.getByRole('form', { name: 'Set permissions' });
  await form.getByLabel('User').fill('shop-perm');
  await form.getByLabel('Virtual host').fill('/');
  await form.getByLabel('Write').fill('^out\\.');
  await form.getByRole('button', { name: 'Set permissions' }).click();
  await row(page, '^out\\.').waitFor();
  await unfold(page, 'Set a topic permission');
  const topics = page.getByRole('form', { name: 'Set topic permission' });
  await topics.getByLabel('User').fill('shop-perm');
  await topics.getByLabel('Virtual host').fill('/');
  await topics.getByLabel('Read').fill('^news\\.');
  await topics.getByRole('button', { name: 'Set topic permission' }).click();
  await row(page, '^news\\.').waitFor();
  await picture(page, 'permissions');
  await row(page, '^news\\.').getByRole('button', { name: 'Clear' }).click();
  await confirm(page, 'Clear');
  await row(page, '^news\\.').waitFor({ state: 'detached' });
  await row(page, '^out\\.').getByRole('button', { name: 'Clear' }).click();
  await page.getByRole('dialog').getByText('shop-perm').waitFor();
  await confirm(page, 'Clear');
  await row(page, '^out\\.').waitFor({ state: 'detached' });
  const left = await call('GET', '/api/permissions');
  assert.equal(left.some(permission => permission.user === 'shop-perm'), false);
  await call('DELETE', '/api/users/shop-perm');
});
