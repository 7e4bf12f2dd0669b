// A small line chart in SVG: a few series over time, what they are now in the legend, or what they were where the pointer is.

import { el, fill, newId, svg } from './dom.js';
import { clock } from './format.js';

const WIDTH = 640;
const HEIGHT = 180;
const LEFT = 8;
const RIGHT = 8;
const TOP = 14;
const BOTTOM = 20;

/** The smallest of 1, 2, 5, 10, 20, … that is not below the value. */
function ceiling(value) {
  if (value <= 1) return 1;
  const magnitude = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map(step => step * magnitude).find(top => top >= value);
}

export class Chart {
  #series;
  #format;
  #plot = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', preserveAspectRatio: 'none' });
  #top = el('span', { class: 'chart-top' });
  #from = el('span');
  #to = el('span');
  #cursor = svg('line', { class: 'cursor', y1: TOP, y2: HEIGHT - BOTTOM, visibility: 'hidden' });
  #lines;
  #values;
  #times = [];
  #points = [];
  #at = null;

  constructor({ title, series, format }) {
    this.#series = series;
    this.#format = format;
    this.#lines = series.map((_, i) => svg('polyline', { class: `line s${i + 1}` }));
    this.#values = series.map(() => el('span', { class: 'legend-value' }));
    const id = newId('chart');
    const grid = [0, 0.5, 1].map(share => this.#gridLine(share));
    this.#plot.append(...grid, ...this.#lines, this.#cursor);
    const legend = series.map(({ label }, i) => el('li', { class: `s${i + 1}` }, el('span', { class: 'legend-label' }, label), this.#values[i]));
    this.element = el(
      'figure',
      { class: 'chart', 'aria-labelledby': id },
      el('figcaption', { id }, title),
      el('div', { class: 'plot' }, this.#top, this.#plot),
      el('div', { class: 'chart-times' }, this.#from, this.#to),
      el('ul', { class: 'legend' }, legend),
    );
    this.#plot.addEventListener('pointermove', event => this.#point(event));
    this.#plot.addEventListener('pointerleave', () => this.#leave());
  }

  /** One list of points, [time, value] from old to new, for each series. */
  update(points) {
    this.#points = points;
    const longest = points.reduce((a, b) => (b.length > a.length ? b : a), []);
    this.#times = longest.map(([time]) => time);
    const highest = Math.max(0, ...points.flat().map(([, value]) => value));
    const top = ceiling(highest);
    fill(this.#top, longest.length === 0 ? 'no samples yet' : this.#format(top));
    fill(this.#from, longest.length === 0 ? '' : clock(this.#times[0]));
    fill(this.#to, longest.length === 0 ? '' : clock(this.#times.at(-1)));
    this.#lines.forEach((line, i) => line.setAttribute('points', this.#path(points[i], top)));
    this.#legend();
  }

  #gridLine(share) {
    const y = TOP + share * (HEIGHT - TOP - BOTTOM);
    return svg('line', { class: 'grid', x1: LEFT, x2: WIDTH - RIGHT, y1: y, y2: y });
  }

  #path(points, top) {
    return points
      .map(([time, value]) => `${this.#x(time).toFixed(1)},${(HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM)).toFixed(1)}`)
      .join(' ');
  }

  #x(time) {
    const first = this.#times[0];
    const length = this.#times.at(-1) - first || 1;
    return LEFT + ((time - first) / length) * (WIDTH - LEFT - RIGHT);
  }

  #point(event) {
    if (this.#times.length === 0) return;
    const box = this.#plot.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * WIDTH;
    this.#at = this.#times.reduce((a, b) => (Math.abs(this.#x(b) - x) < Math.abs(this.#x(a) - x) ? b : a));
    this.#legend();
  }

  #leave() {
    this.#at = null;
    this.#legend();
  }

  /** The values of the moment pointed at, or of the last. */
  #legend() {
    const visible = this.#at !== null && this.#times.includes(this.#at);
    this.#cursor.setAttribute('visibility', visible ? 'visible' : 'hidden');
    if (visible) {
      this.#cursor.setAttribute('x1', this.#x(this.#at));
      this.#cursor.setAttribute('x2', this.#x(this.#at));
      fill(this.#to, clock(this.#at));
    }
    this.#points.forEach((points, i) => {
      const found = visible ? points.find(([time]) => time === this.#at) : points.at(-1);
      fill(this.#values[i], this.#format(found?.[1]));
    });
    this.#plot.setAttribute('aria-label', this.#series.map(({ label }, i) => `${label} ${this.#values[i].textContent}`).join(', '));
  }
}
