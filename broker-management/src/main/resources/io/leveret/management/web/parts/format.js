// Numbers, sizes and times as people read them.

export const NOTHING = '–';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const small = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

const isNumber = value => typeof value === 'number' && Number.isFinite(value);

export const count = value => (isNumber(value) ? whole.format(value) : NOTHING);

/** A rate per second; below ten with one decimal, as 0.2/s is not nothing. */
export const rate = value => {
  if (!isNumber(value)) return NOTHING;
  return `${value < 10 ? small.format(value) : whole.format(value)}/s`;
};

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

export function octets(value) {
  if (!isNumber(value)) return NOTHING;
  let scaled = value;
  let unit = 0;
  while (Math.abs(scaled) >= 1024 && unit < UNITS.length - 1) {
    scaled /= 1024;
    unit++;
  }
  return `${unit === 0 || scaled >= 100 ? whole.format(scaled) : small.format(scaled)} ${UNITS[unit]}`;
}

export const octetRate = value => (isNumber(value) ? `${octets(value)}/s` : NOTHING);

/** The two largest units of a time span. */
export function span(millis) {
  if (!isNumber(millis)) return NOTHING;
  if (millis < 1000) return `${whole.format(millis)} ms`;
  const seconds = Math.floor(millis / 1000);
  const parts = [
    [Math.floor(seconds / 86400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}

export const micros = value => {
  if (!isNumber(value)) return NOTHING;
  return value < 1000 ? `${whole.format(value)} µs` : `${small.format(value / 1000)} ms`;
};

const two = value => String(value).padStart(2, '0');

export const clock = millis => {
  const at = new Date(millis);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
};

/** Date and time, local, in the order that sorts. */
export const moment = millis => {
  if (!isNumber(millis)) return NOTHING;
  const at = new Date(millis);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${clock(millis)}`;
};

/** An argument's or a property's value on one line. */
export const plain = value => (typeof value === 'string' ? value : JSON.stringify(value));

export const plural = (amount, one, many = `${one}s`) => `${count(amount)} ${amount === 1 ? one : many}`;

/** Tags are a list, or were given as one text. */
export const tagText = tags => (Array.isArray(tags) ? tags.join(', ') : String(tags ?? ''));

/** The shown name of an exchange: the default exchange has none. */
export const exchangeName = name => (name === '' ? '(default)' : name);

/** The current rate of one of an object's message counters. */
export const statRate = (row, name) => row.message_stats?.[`${name}_details`]?.rate;
