// Starts the page: who is there, the frame around the pages, and which page the address means.

import { announcements } from './parts/announce.js';
import { api, session } from './parts/api.js';
import { el, fill, show } from './parts/dom.js';
import { Frame } from './parts/frame.js';
import { errorBox } from './parts/form.js';
import { listenToKeys } from './parts/keys.js';
import { Refresher } from './parts/refresh.js';
import { here, match } from './parts/router.js';
import { loginPage } from './pages/login.js';
import { ROUTES } from './routes.js';

const refresher = new Refresher();
const problem = errorBox();
let frame = null;
let user = null;
let keptSeconds = 0;
let leaving = new AbortController();

async function vhosts() {
  const all = await api.get('/api/vhosts');
  return all.map(vhost => vhost.name);
}

const notFound = () => ({ title: 'Not found', element: el('p', { class: 'nothing' }, 'There is no such page.') });

/** Runs one look of a page; its failure is told above the page, whose last state stays to be read. */
async function looked(page, signal) {
  try {
    await page.refresh(signal);
    problem.clear();
    return true;
  } catch (error) {
    if (!signal.aborted) problem.say(error.message);
    return false;
  }
}

async function open(make, context) {
  try {
    return await make(context);
  } catch (error) {
    if (context.signal.aborted) return null;
    problem.say(error.message);
    return { title: 'Not shown', element: el('div') };
  }
}

async function navigate() {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  refresher.watch(null);
  problem.clear();
  const { steps, query } = here();
  const found = match(ROUTES, steps);
  const context = { params: found?.params ?? {}, query, user, signal, keptSeconds, vhosts, look: () => refresher.now() };
  const page = await open(found?.page ?? notFound, context);
  if (page === null || signal.aborted) return;
  document.title = `${page.title} · Leveret`;
  frame.show(page.element, steps[0] ?? '');
  if (page.refresh) await refresher.watch(() => looked(page, signal));
  page.shown?.();
}

function logOut() {
  leaving.abort();
  refresher.watch(null);
  session.logOut();
  user = null;
  frame = null;
  for (const dialog of document.querySelectorAll('dialog')) dialog.close();
  document.title = 'Log in · Leveret';
  fill(document.body, loginPage(welcome));
  document.querySelector('input').focus();
}

/** How far back the broker's samples reach. */
async function askKeptSeconds() {
  const { sample_retention_policies: kept } = await api.get('/api/overview?columns=sample_retention_policies');
  return Math.max(0, ...(kept?.basic ?? []));
}

async function welcome(who) {
  keptSeconds = await askKeptSeconds();
  user = who;
  frame = new Frame({ user, refresher, problem, logOut });
  fill(document.body, frame.element, announcements);
  show(announcements, true);
  navigate();
}

async function start() {
  session.whenLoggedOut(logOut);
  window.addEventListener('hashchange', () => user && navigate());
  listenToKeys({ pause: () => refresher.toggle() });
  if (!session.has()) return logOut();
  try {
    await welcome(await api.get('/api/whoami'));
  } catch {
    logOut();
  }
}

start();
