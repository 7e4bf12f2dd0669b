// Looks again every five seconds: never while the page is hidden or paused, never before the last look is over.

import { el, fill } from './dom.js';
import { clock } from './format.js';

const EVERY_MILLIS = 5000;

export class Refresher {
  #look = null;
  #timer = 0;
  #running = null;
  #paused = false;
  #button = el('button', { type: 'button', class: 'quiet', on: { click: () => this.toggle() } });
  #time = el('span', { class: 'refreshed' });

  constructor() {
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#disarm() : this.now()));
    this.#label();
    this.element = el('div', { class: 'refresh' }, this.#time, this.#button);
  }

  /** From now on this is what is looked at; null for nothing. */
  watch(look) {
    this.#disarm();
    this.#look = look;
    this.#running = null;
    this.element.hidden = look === null;
    return this.now();
  }

  async now() {
    const look = this.#look;
    if (look === null || this.#running === look) return;
    this.#disarm();
    this.#running = look;
    const seen = await look();
    if (this.#look !== look) return;
    this.#running = null;
    if (seen) fill(this.#time, `as of ${clock(Date.now())}`);
    this.#arm();
  }

  toggle() {
    this.#paused = !this.#paused;
    this.#label();
    if (this.#paused) this.#disarm();
    else this.now();
  }

  #label() {
    fill(this.#button, this.#paused ? 'Refresh again' : 'Pause');
    this.#button.title = this.#paused ? 'Nothing is refreshed now' : 'Refreshed every 5 seconds while the page is seen';
    this.#button.setAttribute('aria-pressed', String(this.#paused));
  }

  #arm() {
    if (!this.#paused && !document.hidden) this.#timer = setTimeout(() => this.now(), EVERY_MILLIS);
  }

  #disarm() {
    clearTimeout(this.#timer);
  }
}
