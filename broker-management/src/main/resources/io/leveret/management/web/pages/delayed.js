// Delayed messages: what exchanges hold back until it is due, and a way to cancel each.

import { api, path } from '../parts/api.js';
import { Browser } from '../parts/browser.js';
import { askButton } from '../parts/dialog.js';
import { el } from '../parts/dom.js';
import { link, pageHead } from '../parts/facts.js';
import { moment, span } from '../parts/format.js';
import { hash } from '../parts/router.js';

const cancelQuestion = (where, name, message, done) => ({
  title: 'Cancel delayed message',
  text: `Cancel message ${message.seq} of the exchange ${name}, due ${moment(message.due_at)}? It will never be routed.`,
  action: 'Cancel message',
  run: async () => {
    await api.remove(where + path`/${message.seq}`);
    done();
    return `Message ${message.seq} cancelled`;
  },
});

const dueIn = message => (message.due_at > Date.now() ? `in ${span(message.due_at - Date.now())}` : 'now');

const columns = (where, name, done) => [
  { title: 'Due', class: 'unbroken', text: message => moment(message.due_at) },
  { title: 'In', text: dueIn },
  {
    title: 'Cancel',
    class: 'row-action',
    text: message => message.seq,
    render: message => askButton('Cancel', () => cancelQuestion(where, name, message, done), { small: true }),
  },
];

const isDelayed = exchange => exchange.type === 'x-delayed-message';

function exchangeLinks(exchanges, vhost, name) {
  const current = one => one.vhost === vhost && one.name === name;
  return el(
    'nav',
    { class: 'tabs', 'aria-label': 'Delayed exchanges' },
    exchanges.map(one => el('a', { href: hash('delayed', one.vhost, one.name), 'aria-current': current(one) ? 'page' : null }, `${one.name} in ${one.vhost}`)),
  );
}

export async function delayedPage({ params, query, look, signal }) {
  const exchanges = (await api.get('/api/exchanges', { signal })).filter(isDelayed);
  const title = 'Delayed messages';
  if (exchanges.length === 0) {
    const text = 'No exchange holds messages back. Add an exchange of type x-delayed-message, and publish to it with the header x-delay.';
    return { title, element: [pageHead(title), el('p', { class: 'nothing' }, text, ' ', link(hash('exchanges'), 'To the exchanges'))] };
  }
  const { vhost, name } = params.name === undefined ? exchanges[0] : params;
  const where = path`/api/leveret/delayed/${vhost}/${name}`;
  const browser = new Browser({
    where,
    extra: columns(where, name, () => browser.done()),
    empty: 'Nothing is held back.',
    query,
    look,
  });
  return {
    title,
    element: [pageHead(title, { below: exchangeLinks(exchanges, vhost, name) }), browser.element],
    refresh: one => browser.load(one),
  };
}
