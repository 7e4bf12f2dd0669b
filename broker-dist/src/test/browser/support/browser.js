// A person at the page: a browser that fails the test on any console error, and on any request that leaves the broker.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { management } from './broker.js';

const SCREENSHOTS = fileURLToPath(new URL('../../../../../docs/screenshots/', import.meta.url));
const SIZE = { width: 1280, height: 800 };
const FLAGS = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

let browser = null;

export async function launch() {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...FLAGS, ...asRoot] });
}

export const quit = () => browser?.close();

/** What must not happen while a test runs. What a test provokes it takes out itself: `page.expected` holds patterns of console errors. */
function watch(page, wrongs) {
  page.expected = [];
  const isExpected = text => page.expected.some(pattern => pattern.test(text));
  page.on('console', message => message.type() === 'error' && !isExpected(message.text()) && wrongs.push(`console: ${message.text()}`));
  page.on('pageerror', error => wrongs.push(`uncaught: ${error.stack}`));
  page.on('request', request => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== management()) wrongs.push(`request to ${url}`);
  });
}

const CREDENTIALS = `Basic ${Buffer.from('guest:guest').toString('base64')}`;

/** A test with a page of its own; logged in as guest unless told otherwise. */
export function pageTest(name, run, { loggedIn = true, size = SIZE, ...options } = {}) {
  test(name, { timeout: 60_000 }, async () => {
    const context = await browser.newContext({ viewport: size, locale: 'en-GB', acceptDownloads: true, ...options });
    if (loggedIn) await context.addInitScript(value => sessionStorage.setItem('leveret.credentials', value), CREDENTIALS);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const wrongs = [];
    watch(page, wrongs);
    try {
      await run(page);
      assert.deepEqual(wrongs, []);
    } finally {
      await context.close();
    }
  });
}

export const visit = (page, hash = '#/') => page.goto(`${management()}/${hash}`);

const enc = encodeURIComponent;

export const queueHash = (name, part = '') => `#/queues/${enc('/')}/${enc(name)}${part}`;

/** A picture for the documentation, when pictures are asked for. */
export async function picture(page, name) {
  if (process.env.LEVERET_SCREENSHOTS === undefined) return;
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.locator('.announcement').waitFor({ state: 'detached' });
  await page.mouse.move(0, 0);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.screenshot({ path: `${SCREENSHOTS}${name}.png` });
}

/** The row of a list that contains a text. */
export const row = (page, text) => page.getByRole('row').filter({ hasText: text });

/** Opens a form that is folded away. */
export const unfold = (page, title) => page.locator('summary').filter({ hasText: title }).first().click();

/** Presses the button of the open dialog. */
export const confirm = (page, label) => page.getByRole('dialog').getByRole('button', { name: label, exact: true }).click();

export const announced = (page, text) => page.getByRole('status').getByText(text).waitFor();
