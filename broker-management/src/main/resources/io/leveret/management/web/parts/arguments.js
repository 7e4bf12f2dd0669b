// Arguments and headers: rows of a name, a value and its type, and always one more row than is filled.

import { el, newId } from './dom.js';

const READERS = {
  text: value => value,
  number: value => {
    const read = Number(value);
    if (value.trim() === '' || !Number.isFinite(read)) throw new Error(`“${value}” is not a number`);
    return read;
  },
  boolean: value => {
    if (value !== 'true' && value !== 'false') throw new Error(`“${value}” is neither true nor false`);
    return value === 'true';
  },
  JSON: value => {
    try {
      return JSON.parse(value);
    } catch {
      throw new Error(`“${value}” is not JSON`);
    }
  },
};

const typeOf = value => {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' ? 'text' : 'JSON';
};

/** `known` says which names to offer, and the type that each takes: {'x-max-length': 'number'}. */
export function argumentRows(name, label, { known = {}, hint, value = {} } = {}) {
  const options = el('datalist', { id: newId('arguments') }, Object.keys(known).map(one => el('option', { value: one })));
  const rows = el('div', { class: 'argument-rows' });

  const row = (key = '', content = '', type = 'text') => {
    const keyInput = el('input', { type: 'text', value: key, 'aria-label': `${label}: name`, placeholder: 'name', list: options.id, autocomplete: 'off', spellcheck: 'false' });
    const valueInput = el('input', { type: 'text', value: content, 'aria-label': `${label}: value`, placeholder: 'value', autocomplete: 'off', spellcheck: 'false' });
    const typeInput = el('select', { 'aria-label': `${label}: type` }, Object.keys(READERS).map(one => el('option', { value: one }, one)));
    typeInput.value = type;
    keyInput.addEventListener('input', () => {
      if (known[keyInput.value]) typeInput.value = known[keyInput.value];
      if (rows.lastElementChild.firstElementChild.value !== '') rows.append(row());
    });
    return el('div', { class: 'argument-row' }, keyInput, valueInput, typeInput);
  };

  const write = values => {
    const filled = Object.entries(values).map(([key, one]) => row(key, typeof one === 'object' ? JSON.stringify(one) : String(one), typeOf(one)));
    rows.replaceChildren(...filled, row());
  };

  const read = () => {
    const found = {};
    for (const { children } of rows.children) {
      const [key, content, type] = [...children].map(input => input.value);
      if (key !== '') found[key] = READERS[type](content);
    }
    return found;
  };

  write(value);
  const element = el('fieldset', { class: 'field wide' }, el('legend', null, label), rows, options, hint && el('p', { class: 'hint' }, hint));
  return { name, element, read, write, reset: () => write(value) };
}

export const QUEUE_ARGUMENTS = {
  'x-message-ttl': 'number',
  'x-expires': 'number',
  'x-max-length': 'number',
  'x-max-length-bytes': 'number',
  'x-overflow': 'text',
  'x-dead-letter-exchange': 'text',
  'x-dead-letter-routing-key': 'text',
  'x-max-priority': 'number',
  'x-single-active-consumer': 'boolean',
  'x-delivery-limit': 'number',
  'x-queue-type': 'text',
};

export const EXCHANGE_ARGUMENTS = { 'alternate-exchange': 'text', 'x-delayed-type': 'text' };

export const POLICY_KEYS = {
  'alternate-exchange': 'text',
  'dead-letter-exchange': 'text',
  'dead-letter-routing-key': 'text',
  'delivery-limit': 'number',
  expires: 'number',
  'max-length': 'number',
  'max-length-bytes': 'number',
  'message-ttl': 'number',
  overflow: 'text',
};
