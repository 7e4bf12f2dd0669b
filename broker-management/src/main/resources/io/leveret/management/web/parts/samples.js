// What the broker samples, as the points of a chart.

import { el } from './dom.js';

const RANGES = [
  ['60/5', 'Last minute'],
  ['600/5', 'Last ten minutes'],
  ['3600/60', 'Last hour'],
  ['28800/600', 'Last eight hours'],
  ['86400/1800', 'Last day'],
];

/** A choice of how far back charts reach, as far as the broker keeps samples, and the query that asks for it. */
export function rangeChoice({ look, keptSeconds }) {
  const kept = RANGES.filter(([value], i) => i === 0 || Number.parseInt(value, 10) <= keptSeconds);
  const select = el(
    'select',
    { 'aria-label': 'Time shown', on: { change: look }, hidden: kept.length === 1 },
    kept.map(([value, label]) => el('option', { value }, label)),
  );
  return {
    element: select,
    query(...kinds) {
      const [age, incr] = select.value.split('/');
      return Object.fromEntries(kinds.flatMap(kind => [[`${kind}_age`, age], [`${kind}_incr`, incr]]));
    },
  };
}

const oldestFirst = details => [...(details?.samples ?? [])].sort((a, b) => a.timestamp - b.timestamp);

/** A level, such as a queue's length, as it was sampled. */
export const levels = (stats, names) =>
  names.map(name => oldestFirst(stats?.[`${name}_details`]).map(({ timestamp, sample }) => [timestamp, sample]));

function slopes(samples) {
  return samples.slice(1).map(({ timestamp, sample }, i) => {
    const seconds = (timestamp - samples[i].timestamp) / 1000;
    return [timestamp, Math.max(0, (sample - samples[i].sample) / seconds)];
  });
}

/** A counter's rate between each two samples. */
export const rates = (stats, names) => names.map(name => slopes(oldestFirst(stats?.[`${name}_details`])));
