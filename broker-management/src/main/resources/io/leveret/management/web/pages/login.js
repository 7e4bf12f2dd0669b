// The first page: a name and a password, kept for this tab only.

import { session } from '../parts/api.js';
import { el } from '../parts/dom.js';
import { form, text } from '../parts/form.js';

export function loginPage(welcome) {
  const { element } = form({
    action: 'Log in',
    fields: [
      text('username', 'User name', { required: true, autocomplete: 'username' }),
      text('password', 'Password', { type: 'password', autocomplete: 'current-password' }),
    ],
    keep: true,
    submit: async ({ username, password }) => {
      await welcome(await session.logIn(username, password));
    },
  });
  return el(
    'main',
    { class: 'login' },
    el('img', { src: 'leveret.svg', alt: '', width: '72', height: '72' }),
    el('h1', null, 'Leveret'),
    element,
  );
}
