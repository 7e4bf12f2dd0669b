// Questions before something is lost, and things looked at for a moment.

import { el, newId } from './dom.js';
import { announce } from './announce.js';
import { attempt, errorBox } from './form.js';

function open(title, contents, { wide = false } = {}) {
  const id = newId('dialog');
  const element = el(
    'dialog',
    { class: wide ? 'wide' : null, 'aria-labelledby': id },
    el('h2', { id }, title),
    contents,
  );
  element.addEventListener('close', () => element.remove());
  element.addEventListener('click', event => event.target === element && element.close());
  document.body.append(element);
  element.showModal();
  return element;
}

/**
 * Asks before `run`, naming the object. A failure is told in the dialog, which stays. `fields` may ask for more; `run` gets their values
 * and gives the text to announce.
 */
export function ask({ title, text, action, fields = [], run, danger = true }) {
  const box = errorBox();
  const yes = el('button', { type: 'submit', class: danger ? 'danger' : 'primary' }, action);
  const no = el('button', { type: 'button', on: { click: () => dialog.close() } }, 'Cancel');
  const contents = el(
    'form',
    { class: 'form' },
    el('p', null, text),
    el('div', { class: 'fields' }, fields.map(one => one.element)),
    box.element,
    el('div', { class: 'dialog-end' }, no, yes),
  );
  const dialog = open(title, contents);
  if (fields.length === 0) yes.focus();
  contents.addEventListener('submit', async event => {
    event.preventDefault();
    const values = Object.fromEntries(fields.map(one => [one.name, one.read()]));
    const { done, result } = await attempt(yes, box, () => run(values));
    if (!done) return;
    dialog.close();
    if (result) announce(result);
  });
}

/** A button that asks first. */
export const askButton = (label, question, { small = false, danger = true } = {}) =>
  el(
    'button',
    { type: 'button', class: [small && 'small', danger && 'danger-quiet'].filter(Boolean).join(' ') || null, on: { click: () => ask(question()) } },
    label,
  );

/** Shows something until it is closed. */
export function look(title, ...contents) {
  const close = el('button', { type: 'button', on: { click: () => dialog.close() } }, 'Close');
  const dialog = open(title, [...contents, el('div', { class: 'dialog-end' }, close)], { wide: true });
  close.focus();
  return dialog;
}
