import { client, declare, publish } from '../support/api.js';
import { announced, confirm, pageTest, picture, row, visit } from '../support/browser.js';

async function worker(name, queue) {
  const connection = await client({ name });
  await connection.channel(1);
  await connection.confirms(1);
  await connection.consume(1, queue, `${name} tag`, 7);
  return connection;
}

pageTest('a connection is found by its name, looked at and closed', async page => {
  await declare('shop.connections');
  const worker1 = await worker('invoice worker', 'shop.connections');
  const worker2 = await worker('mail worker', 'shop.connections');
  await visit(page, '#/connections');
  await row(page, 'mail worker').waitFor();
  await row(page, 'invoice worker').waitFor();
  await picture(page, 'connections');
  await row(page, 'invoice worker').getByRole('link').click();
  await page.getByText('browser test').first().waitFor();
  await page.getByRole('cell', { name: 'confirm', exact: true }).waitFor();
  await picture(page, 'connection');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByLabel('Reason, told to the client').fill('enough of it');
  await confirm(page, 'Close connection');
  await announced(page, 'closed');
  await worker1.closed;
  await page.getByRole('heading', { name: 'Connections' }).waitFor();
  await row(page, 'invoice worker').waitFor({ state: 'detached', timeout: 20_000 });
  worker2.close();
});

pageTest('channels are listed with their consumers', async page => {
  await declare('shop.channels');
  const connection = await worker('channel worker', 'shop.channels');
  for (let i = 0; i < 9; i++) await publish('', 'shop.channels', `message ${i}`);
  await visit(page, '#/channels');
  const mine = row(page, 'confirm').filter({ has: page.getByRole('cell', { name: '7', exact: true }) });
  await mine.first().waitFor({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Unacked' }).click();
  await page.getByRole('columnheader', { name: 'Unacked' }).and(page.locator('[aria-sort=descending]')).waitFor();
  await picture(page, 'channels');
  await mine.first().getByRole('link').click();
  await row(page, 'channel worker tag').getByText('manual').waitFor();
  await picture(page, 'channel');
  connection.close();
});
