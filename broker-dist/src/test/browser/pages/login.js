import assert from 'node:assert/strict';
import { call, declare } from '../support/api.js';
import { pageTest, picture, visit } from '../support/browser.js';

const field = (page, label) => page.getByLabel(label, { exact: true });

async function logIn(page, name, password) {
  await field(page, 'User name').fill(name);
  await field(page, 'Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

pageTest(
  'a wrong password is told at the form, and the right one leads in and out again',
  async page => {
    page.expected.push(/401/);
    await visit(page);
    await picture(page, 'login');
    await logIn(page, 'guest', 'wrong');
    await page.getByRole('alert').getByText('does not know this name with this password').waitFor();
    assert.equal(await field(page, 'User name').inputValue(), 'guest');
    await logIn(page, 'guest', 'guest');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByRole('button', { name: 'Log out' }).click();
    await field(page, 'Password').waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  },
  { loggedIn: false },
);

pageTest(
  'who may no longer log in is led back to the login',
  async page => {
    page.expected.push(/401/);
    await call('PUT', '/api/users/shop-guest', { password: 'once', tags: 'management' });
    await call('PUT', '/api/permissions/%2F/shop-guest', { configure: '', write: '', read: '' });
    await visit(page);
    await logIn(page, 'shop-guest', 'once');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Users' }).count(), 0, 'users are for administrators');
    await call('DELETE', '/api/users/shop-guest');
    await page.getByRole('link', { name: 'Queues' }).first().click();
    await field(page, 'Password').waitFor();
  },
  { loggedIn: false },
);

pageTest('the keyboard leads to pages and to the filter, and shows its keys', async page => {
  await declare('shop.keys.a');
  await declare('shop.keys.b');
  await visit(page);
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('to the filter of the list').waitFor();
  await picture(page, 'keys');
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('q');
  await page.getByRole('heading', { name: 'Queues' }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('shop.keys.');
  await page.getByText('2 of').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'shop.keys.b' }).waitFor();
});

pageTest(
  'the page is dark where the system is, and as one chooses',
  async page => {
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    await visit(page);
    const theme = page.getByRole('button', { name: 'Theme:' });
    const dark = await theme.waitFor().then(paper);
    await theme.click();
    const light = await paper();
    assert.notEqual(dark, light);
    await page.reload();
    await theme.getByText('light').waitFor();
    assert.equal(await paper(), light, 'what was chosen stays');
    await theme.click();
    assert.equal(await paper(), dark);
    await page.getByText('Messages waiting').waitFor();
    await picture(page, 'dark');
  },
  { colorScheme: 'dark' },
);

pageTest('a page that does not exist says so', async page => {
  await visit(page, '#/nowhere/at/all');
  await page.getByText('There is no such page.').waitFor();
});
