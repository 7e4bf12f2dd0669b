// Forms that keep what was typed when the broker refuses it, and say its reason beside the button.

import { el, fill, newId, show } from './dom.js';
import { announce } from './announce.js';

/** What every field is: an element, and its value to read and to write. */
function field(name, label, input, { hint, wide, read = () => input.value, write = value => (input.value = value) } = {}) {
  const id = newId(name);
  input.id = id;
  input.name = name;
  const first = read();
  const hintId = `${id}-hint`;
  if (hint) input.setAttribute('aria-describedby', hintId);
  const element = el(
    'div',
    { class: wide ? 'field wide' : 'field' },
    el('label', { for: id }, label),
    input,
    hint && el('p', { class: 'hint', id: hintId }, hint),
  );
  return { name, element, input, read, write, reset: () => write(first) };
}

export function text(name, label, { type = 'text', value = '', required, options, autocomplete = 'off', ...rest } = {}) {
  const input = el('input', { type, value, required, autocomplete, spellcheck: 'false', autocapitalize: 'off' });
  const made = field(name, label, input, rest);
  if (options) {
    const list = el('datalist', { id: newId(`${name}-options`) }, options.map(option => el('option', { value: option })));
    input.setAttribute('list', list.id);
    made.element.append(list);
  }
  return made;
}

/** A number, or null where nothing was written. */
export function number(name, label, { value = '', min, max, required, ...rest } = {}) {
  const input = el('input', { type: 'number', value, min, max, required, inputmode: 'numeric' });
  return field(name, label, input, { ...rest, read: () => (input.value === '' ? null : Number(input.value)), write: v => (input.value = v ?? '') });
}

export function area(name, label, { value = '', rows = 4, required, ...rest } = {}) {
  return field(name, label, el('textarea', { rows, value, required, spellcheck: 'false' }), { wide: true, ...rest });
}

/** One of several; an option is a text, or a pair of value and text. */
export function choice(name, label, options, { value, ...rest } = {}) {
  const pairs = options.map(option => (Array.isArray(option) ? option : [option, option]));
  const select = el('select', null, pairs.map(([key, shown]) => el('option', { value: key, selected: key === value }, shown)));
  return field(name, label, select, rest);
}

export function check(name, label, { value = false, hint } = {}) {
  const id = newId(name);
  const input = el('input', { type: 'checkbox', id, name, checked: value });
  const element = el('div', { class: 'field check' }, input, el('label', { for: id }, label), hint && el('p', { class: 'hint' }, hint));
  return {
    name,
    element,
    input,
    read: () => input.checked,
    write: on => (input.checked = on),
    reset: () => (input.checked = value),
  };
}

export function file(name, label, { accept, hint } = {}) {
  const input = el('input', { type: 'file', accept, required: true });
  return field(name, label, input, { hint, read: () => input.files[0] ?? null, write: () => (input.value = '') });
}

/** Shows or clears an error where it happened. */
export function errorBox() {
  const element = el('p', { class: 'error', role: 'alert', hidden: true });
  return {
    element,
    say: reason => show(fill(element, reason), true),
    clear: () => show(fill(element, ''), false),
  };
}

/** Runs what a button stands for: the button rests meanwhile, and a failure is said in the box. */
export async function attempt(button, box, run) {
  box.clear();
  button.disabled = true;
  try {
    return { done: true, result: await run() };
  } catch (error) {
    if (error.name !== 'AbortError') box.say(error.message);
    return { done: false };
  } finally {
    button.disabled = false;
  }
}

const valuesOf = fields => Object.fromEntries(fields.map(one => [one.name, one.read()]));

/**
 * A form of fields. `submit` gets their values and gives the text to announce; when it fails everything stays as it was typed.
 * `keep` leaves the values also after success.
 */
export function form({ fields, action, submit, keep = false, label }) {
  const button = el('button', { type: 'submit', class: 'primary' }, action);
  const box = errorBox();
  const element = el(
    'form',
    { class: 'form', 'aria-label': label ?? action },
    el('div', { class: 'fields' }, fields.map(one => one.element)),
    el('div', { class: 'form-end' }, button, box.element),
  );
  element.addEventListener('submit', async event => {
    event.preventDefault();
    const { done, result } = await attempt(button, box, () => submit(valuesOf(fields)));
    if (!done) return;
    if (!keep) for (const one of fields) one.reset();
    if (result) announce(result);
  });
  return { element, values: () => valuesOf(fields), say: box.say };
}

/** A form that is opened when it is wanted. */
export const folded = (title, { element }) => el('details', { class: 'folded' }, el('summary', null, title), element);
