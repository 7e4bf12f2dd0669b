// Policies and operator policies: lists, and a form that shows what a policy would match while it is typed.

import { api, path } from '../parts/api.js';
import { argumentRows, POLICY_KEYS } from '../parts/arguments.js';
import { askButton } from '../parts/dialog.js';
import { el, fill } from '../parts/dom.js';
import { link, pageHead, section } from '../parts/facts.js';
import { choice, folded, form, number, text } from '../parts/form.js';
import { count, exchangeName, plural } from '../parts/format.js';
import { hash } from '../parts/router.js';
import { whole } from '../parts/sources.js';
import { Table, WHERE_MANY } from '../parts/table.js';

const KINDS = {
  policies: { caption: 'policies', one: 'policy', path: '/api/policies', empty: 'No policies.', add: 'Set a policy' },
  operator: { caption: 'operator policies', one: 'operator policy', path: '/api/operator-policies', empty: 'No operator policies.', add: 'Set an operator policy' },
};

const APPLY_TO = ['all', 'queues', 'classic_queues', 'quorum_queues', 'streams', 'exchanges'];
const TYPING_MILLIS = 200;

const deleteQuestion = (kind, row, look) => ({
  title: `Delete ${kind.one}`,
  text: `Delete the ${kind.one} ${row.name} in ${row.vhost}? What it matches follows the next one at once.`,
  action: 'Delete',
  run: async () => {
    await api.remove(kind.path + path`/${row.vhost}/${row.name}`);
    look();
    return `The ${kind.one} ${row.name} is deleted`;
  },
});

function policyTable(kind, look) {
  return new Table({
    caption: kind.caption,
    remembered: false,
    filter: WHERE_MANY,
    key: row => JSON.stringify([row.vhost, row.name]),
    source: whole((_, signal) => api.get(kind.path, { signal })),
    empty: kind.empty,
    columns: [
      { title: 'Name', text: row => row.name, sort: row => row.name },
      { title: 'Virtual host', text: row => row.vhost, sort: row => row.vhost },
      { title: 'Pattern', class: 'code', text: row => row.pattern, sort: row => row.pattern },
      { title: 'Applies to', text: row => row['apply-to'] },
      { title: 'Sets', class: 'code', text: row => Object.entries(row.definition).map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join('\n') },
      { title: 'Priority', number: true, text: row => count(row.priority), sort: row => row.priority },
      {
        title: 'Delete',
        class: 'row-action',
        text: row => `${row.vhost} ${row.name}`,
        render: row => askButton('Delete', () => deleteQuestion(kind, row, look), { small: true }),
      },
    ],
  });
}

const nameList = (vhost, step, names, shown) =>
  el('ul', { class: 'names' }, names.map(name => el('li', null, link(hash(step, vhost, name === '' ? 'amq.default' : name), shown(name)))));

function matchView(vhost, found) {
  return [
    el('p', null, `Fits ${plural(found.queue_count, 'queue')} and ${plural(found.exchange_count, 'exchange')}.`),
    nameList(vhost, 'queues', found.queues, name => name),
    nameList(vhost, 'exchanges', found.exchanges, exchangeName),
  ];
}

/** Asks what would match a while after the last key, and shows only the newest answer. */
function livePreview(fields) {
  const element = el('div', { class: 'preview', 'aria-live': 'polite' });
  let timer = 0;
  let asked = 0;
  const ask = async () => {
    const mine = ++asked;
    const [pattern, vhost, applyTo] = fields.map(field => field.read());
    try {
      const found = pattern === '' ? null : await api.post(path`/api/leveret/policies/${vhost}/match`, { pattern, 'apply-to': applyTo });
      if (mine === asked) fill(element, found === null ? '' : matchView(vhost, found));
    } catch (error) {
      if (mine === asked) fill(element, el('p', { class: 'error' }, error.message));
    }
  };
  for (const field of fields) {
    field.input.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(ask, TYPING_MILLIS);
    });
  }
  return element;
}

function policyForm(kind, vhosts, look) {
  const pattern = text('pattern', 'Pattern', { required: true, hint: 'A regular expression of names, such as ^orders\\.' });
  const vhost = choice('vhost', 'Virtual host', vhosts);
  const applyTo = choice('apply-to', 'Applies to', kind === KINDS.operator ? APPLY_TO.filter(one => one !== 'all' && one !== 'exchanges') : APPLY_TO);
  const made = form({
    action: kind.add,
    fields: [
      text('name', 'Name', { required: true }),
      vhost,
      pattern,
      applyTo,
      number('priority', 'Priority', { value: 0, hint: 'The highest that matches is the only one that applies' }),
      argumentRows('definition', 'Sets', { known: POLICY_KEYS }),
    ],
    submit: async ({ vhost: where, name, priority, ...policy }) => {
      await api.put(kind.path + path`/${where}/${name}`, { ...policy, priority: priority ?? 0 });
      look();
      return `The ${kind.one} ${name} is set`;
    },
  });
  made.element.querySelector('.fields').append(livePreview([pattern, vhost, applyTo]));
  return made;
}

export async function policiesPage({ look, vhosts }) {
  const names = await vhosts();
  const [policies, operator] = Object.values(KINDS).map(kind => ({ table: policyTable(kind, look), add: folded(kind.add, policyForm(kind, names, look)) }));
  return {
    title: 'Policies',
    element: [pageHead('Policies'), policies.table.element, policies.add, section('Operator policies', operator.table.element, operator.add)],
    refresh: signal => Promise.all([policies.table.load(signal), operator.table.load(signal)]),
  };
}
