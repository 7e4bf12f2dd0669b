// Light or dark: as the system has it, until someone chooses.

import { el, fill } from './dom.js';

const STORED = 'leveret.theme';
const NEXT = { system: 'light', light: 'dark', dark: 'system' };

function apply(theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function themeSwitch() {
  let theme = localStorage.getItem(STORED) ?? 'system';
  const button = el('button', { type: 'button', class: 'quiet' });
  const label = () => fill(button, `Theme: ${theme}`);
  button.addEventListener('click', () => {
    theme = NEXT[theme] ?? 'system';
    localStorage.setItem(STORED, theme);
    apply(theme);
    label();
  });
  apply(theme);
  label();
  return button;
}
