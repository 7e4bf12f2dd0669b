import assert from 'node:assert/strict';
import { declare } from '../support/api.js';
import { pageTest, picture, queueHash, visit } from '../support/browser.js';

const PAGES = ['', 'connections', 'channels', 'exchanges', 'queues', 'delayed', 'users', 'vhosts', 'permissions', 'policies', 'limits', 'definitions', 'log', 'audit', 'backup'];

const PHONE = { width: 375, height: 800 };

async function openAll(page) {
  for (const folded of await page.locator('details.folded > summary').all()) await folded.click();
}

const unnamed = page =>
  page.evaluate(() =>
    [...document.querySelectorAll('input, select, textarea, button')]
      .filter(one => one.labels?.length === 0 && !one.getAttribute('aria-label') && one.textContent.trim() === '')
      .map(one => one.outerHTML),
  );

const tooWide = page => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

pageTest(
  'every page fits a phone, and its menu leads on',
  async page => {
    await declare('shop.phone.with.a.rather.long.name.that.has.to.be.broken.somewhere');
    for (const step of [...PAGES.map(one => `#/${one}`), queueHash('shop.phone.with.a.rather.long.name.that.has.to.be.broken.somewhere')]) {
      await visit(page, step);
      await page.locator('h1').waitFor();
      await openAll(page);
      assert.ok((await tooWide(page)) <= 0, `${step} is wider than a phone`);
    }
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Queues', exact: true }).click();
    await page.getByRole('heading', { name: 'Queues' }).waitFor();
    await page.locator('tbody tr').first().waitFor();
    await picture(page, 'phone');
  },
  { size: PHONE },
);

pageTest('every field and button of every page has a name', async page => {
  for (const step of PAGES) {
    await visit(page, `#/${step}`);
    await page.locator('h1').waitFor();
    await openAll(page);
    assert.deepEqual(await unnamed(page), [], `without a name on #/${step}`);
  }
});
