import assert from 'node:assert/strict';
import { declare } from '../support/api.js';
import { pageTest, picture, queueHash, visit } from '../support/browser.js';

const PAGES = [
  ['', 'Overview'],
  ['connections', 'Connections'],
  ['channels', 'Channels'],
  ['exchanges', 'Exchanges'],
  ['queues', 'Queues'],
  ['delayed', 'Delayed messages'],
  ['users', 'Users'],
  ['vhosts', 'Virtual hosts'],
  ['permissions', 'Permissions'],
  ['policies', 'Policies'],
  ['limits', 'Limits'],
  ['definitions', 'Definitions'],
  ['log', 'Log'],
  ['audit', 'Audit'],
  ['backup', 'Backup'],
];

const LONG_NAME = 'shop.phone.with.a.rather.long.name.that.has.to.be.broken.somewhere';

const PHONE = { width: 375, height: 800 };

async function open(page, hash, heading) {
  await visit(page, hash);
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
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
    await declare(LONG_NAME);
    for (const [hash, heading] of [...PAGES.map(([step, title]) => [`#/${step}`, title]), [queueHash(LONG_NAME), LONG_NAME]]) {
      await open(page, hash, heading);
      assert.ok((await tooWide(page)) <= 0, `${hash} is wider than a phone`);
    }
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Queues', exact: true }).first().click();
    await page.getByRole('heading', { name: 'Queues' }).waitFor();
    await page.locator('tbody tr').first().waitFor();
    await picture(page, 'phone');
  },
  { size: PHONE },
);

pageTest('every field and button of every page has a name', async page => {
  for (const [step, title] of PAGES) {
    await open(page, `#/${step}`, title);
    assert.deepEqual(await unnamed(page), [], `without a name on #/${step}`);
  }
});
