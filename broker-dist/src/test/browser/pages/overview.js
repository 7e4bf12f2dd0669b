import { pageTest, visit, picture } from '../support/browser.js';
import { declare } from '../support/api.js';

pageTest('the overview shows what there is', async page => {
  await declare('web.seen');
  await visit(page);
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.getByText('Messages waiting').waitFor();
  await picture(page, 'overview');
});
