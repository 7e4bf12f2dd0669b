// Definitions: what is defined, as a file to keep; and a file to be checked, then applied.

import { api, path } from '../parts/api.js';
import { ask } from '../parts/dialog.js';
import { el, fill } from '../parts/dom.js';
import { pageHead, section } from '../parts/facts.js';
import { choice, file, form } from '../parts/form.js';
import { plural } from '../parts/format.js';

const EVERYWHERE = ['', 'all virtual hosts'];

const pathOf = vhost => (vhost === '' ? '/api/definitions' : path`/api/definitions/${vhost}`);

function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  el('a', { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}

function exportForm(vhosts) {
  return form({
    action: 'Download',
    label: 'Download definitions',
    keep: true,
    fields: [choice('vhost', 'Of', [EVERYWHERE, ...vhosts])],
    submit: async ({ vhost }) => {
      const definitions = await api.get(pathOf(vhost));
      const day = new Date().toISOString().slice(0, 10);
      download(`leveret-definitions-${day}.json`, `${JSON.stringify(definitions, null, 2)}\n`);
      return 'Definitions downloaded';
    },
  });
}

async function read(chosen) {
  try {
    return JSON.parse(await chosen.text());
  } catch {
    throw new Error(`${chosen.name} is not a JSON file`);
  }
}

const refusedList = refused =>
  el('ul', { class: 'refused' }, refused.map(({ kind, vhost, name, reason }) => el('li', null, el('strong', null, `${kind} ${name}`), vhost && ` in ${vhost}`, `: ${reason}`)));

const checkedView = ({ objects, refused }) => [
  el('p', null, refused.length === 0 ? `${plural(objects, 'object')}: all can be applied.` : `${plural(objects, 'object')}, of which ${refused.length} would be refused:`),
  refused.length > 0 && refusedList(refused),
];

const applyQuestion = (chosen, definitions, vhost) => ({
  title: 'Apply definitions',
  text: `Apply ${chosen.name} to ${vhost === '' ? 'the broker' : vhost}? What is there already is kept or changed, nothing is deleted.`,
  action: 'Apply',
  danger: false,
  run: async () => {
    await api.post(pathOf(vhost), definitions);
    return `${chosen.name} applied`;
  },
});

function importForm(vhosts) {
  const result = el('div', { class: 'checked', 'aria-live': 'polite' });
  const { element } = form({
    action: 'Check',
    label: 'Check and apply definitions',
    keep: true,
    fields: [file('chosen', 'File', { accept: '.json,application/json' }), choice('vhost', 'To', [EVERYWHERE, ...vhosts])],
    submit: async ({ chosen, vhost }) => {
      fill(result);
      const definitions = await read(chosen);
      const checked = vhost === '' ? await api.post('/api/leveret/definitions/check', definitions) : null;
      const apply = el('button', { type: 'button', on: { click: () => ask(applyQuestion(chosen, definitions, vhost)) } }, `Apply ${chosen.name}`);
      fill(result, checked === null ? el('p', null, 'Definitions of one virtual host are checked as they are applied.') : checkedView(checked), apply);
    },
  });
  return [element, result];
}

export async function definitionsPage({ vhosts }) {
  const names = await vhosts();
  return {
    title: 'Definitions',
    element: [
      pageHead('Definitions'),
      el('p', { class: 'lead' }, 'Users, virtual hosts, permissions, policies, queues, exchanges and bindings: everything but the messages.'),
      section('Download', exportForm(names).element),
      section('Check and apply', importForm(names)),
    ],
  };
}
