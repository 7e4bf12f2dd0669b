// The two charts of everything that holds messages: how many wait, and how fast they come and go.

import { Chart } from './chart.js';
import { el } from './dom.js';
import { count, rate } from './format.js';
import { levels, rates } from './samples.js';

const LEVELS = [
  ['messages_ready', 'Ready'],
  ['messages_unacknowledged', 'Unacked'],
  ['messages', 'Total'],
];

const RATES = [
  ['publish', 'Published'],
  ['confirm', 'Confirmed'],
  ['deliver_get', 'Delivered'],
  ['ack', 'Acked'],
  ['redeliver', 'Redelivered'],
  ['return_unroutable', 'Returned'],
];

/** `rateNames` leaves out what the object does not count. */
export function messageCharts(rateNames = RATES.map(([name]) => name)) {
  const counted = RATES.filter(([name]) => rateNames.includes(name));
  const label = ([, text]) => ({ label: text });
  const waiting = new Chart({ title: 'Messages waiting', series: LEVELS.map(label), format: count });
  const moving = new Chart({ title: 'Messages a second', series: counted.map(label), format: rate });
  return {
    element: el('div', { class: 'charts' }, waiting.element, moving.element),
    update(totals, stats) {
      waiting.update(levels(totals, LEVELS.map(([name]) => name)));
      moving.update(rates(stats, counted.map(([name]) => name)));
    },
  };
}
