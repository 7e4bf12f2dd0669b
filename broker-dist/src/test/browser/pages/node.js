import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { call, client, declare, queueIsGone, until } from '../support/api.js';
import { announced, confirm, pageTest, picture, row, visit } from '../support/browser.js';

const fileOf = definitions => ({ name: 'definitions.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(definitions)) });

pageTest('definitions are downloaded, checked and applied', async page => {
  page.expected.push(/400/);
  await declare('shop.defined');
  await visit(page, '#/definitions');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
  const definitions = JSON.parse(await readFile(await download.path(), 'utf8'));
  assert.equal(definitions.queues.some(queue => queue.name === 'shop.defined'), true);
  await call('DELETE', '/api/queues/%2F/shop.defined');
  const kept = { ...definitions, queues: definitions.queues.filter(queue => queue.name === 'shop.defined'), bindings: [] };
  await page.getByLabel('File').setInputFiles(fileOf(kept));
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('all can be applied').waitFor();
  assert.equal(await queueIsGone('shop.defined'), true, 'a check applies nothing');
  await picture(page, 'definitions');
  await page.getByRole('button', { name: 'Apply definitions.json' }).click();
  await confirm(page, 'Apply');
  await announced(page, 'definitions.json applied');
  assert.equal(await queueIsGone('shop.defined'), false);
});

pageTest('definitions that would be refused are listed with the reason', async page => {
  await visit(page, '#/definitions');
  await page.getByLabel('File').setInputFiles(fileOf({ exchanges: [{ name: 'shop.odd', vhost: '/', type: 'no-such-type', durable: true, auto_delete: false, internal: false, arguments: {} }] }));
  await page.getByRole('button', { name: 'Check' }).click();
  await page.locator('.refused').getByText('shop.odd').waitFor();
  await page.getByLabel('File').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('not JSON') });
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('alert').getByText('notes.txt is not a JSON file').waitFor();
});

pageTest('the log comes line by line, is filtered and held', async page => {
  await visit(page, '#/log');
  const lines = page.getByRole('list', { name: 'Log lines' }).getByRole('listitem');
  await lines.first().waitFor();
  const before = await lines.count();
  const connection = await client({ name: 'log worker' });
  await until('the new connection is in the log', async () => (await lines.count()) > before);
  await page.getByRole('searchbox').fill('log worker');
  await lines.filter({ visible: true }).first().waitFor();
  await picture(page, 'log');
  await page.getByRole('searchbox').fill('no line has this');
  await until('no line is left', async () => (await lines.filter({ visible: true }).count()) === 0);
  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: 'Hold' }).click();
  const held = await lines.count();
  connection.close();
  await page.getByRole('button', { name: /Go on \(\d+ new\)/ }).click();
  await until('what was held is shown', async () => (await lines.count()) > held);
});

pageTest('the audit log tells who deleted what', async page => {
  await declare('shop.audited');
  await call('DELETE', '/api/queues/%2F/shop.audited');
  await visit(page, '#/audit');
  await page.getByLabel('Object').fill('shop.audited');
  await page.getByLabel('Object').press('Enter');
  await until('only this object is listed', async () => (await page.locator('tbody tr').count()) === 2);
  const deleted = row(page, 'queue.delete');
  await deleted.getByText('guest').waitFor();
  await deleted.getByText('ok').waitFor();
  await row(page, 'queue.declare').waitFor();
  await page.getByLabel('Action').fill('queue.delete');
  await page.getByLabel('Action').press('Enter');
  await row(page, 'queue.declare').waitFor({ state: 'detached' });
  await page.getByLabel('Action').fill('');
  await page.getByLabel('Object').fill('');
  await page.getByLabel('Object').press('Enter');
  await until('all is listed again', async () => (await page.locator('tbody tr').count()) > 2);
  await picture(page, 'audit');
});

pageTest('a backup is made, and one of the same name refused', async page => {
  page.expected.push(/400/);
  await visit(page, '#/backup');
  await page.getByLabel('Name').fill('before-the-sale');
  await page.getByRole('button', { name: 'Make a backup' }).click();
  await announced(page, 'Backup before-the-sale');
  await row(page, 'before-the-sale').waitFor();
  await picture(page, 'backup');
  await page.getByLabel('Name').fill('before-the-sale');
  await page.getByRole('button', { name: 'Make a backup' }).click();
  await page.getByRole('alert').waitFor();
  assert.equal(await page.getByLabel('Name').inputValue(), 'before-the-sale');
});
