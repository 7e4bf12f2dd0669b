// A message as a person reads it: where it came from, its properties, its payload.

import { el } from './dom.js';
import { argumentFacts, facts } from './facts.js';
import { count, exchangeName, moment, octets, plain } from './format.js';

const LINE = 16;

/** Octets sixteen to a line, in hexadecimal and as the printable ones read. */
export function hexDump(binary) {
  const lines = [];
  for (let at = 0; at < binary.length; at += LINE) {
    const part = [...binary.slice(at, at + LINE)];
    const hex = part.map(char => char.charCodeAt(0).toString(16).padStart(2, '0')).join(' ');
    const shown = part.map(char => (char >= ' ' && char <= '~' ? char : '.')).join('');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(LINE * 3)} ${shown}`);
  }
  return lines.join('\n');
}

function indented(payload) {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}

const looksLikeJson = ({ payload, properties }) =>
  /json/.test(properties?.content_type ?? '') || /^\s*[[{]/.test(payload);

export function payloadText(message) {
  if (message.payload_encoding === 'base64') return hexDump(atob(message.payload));
  return looksLikeJson(message) && !message.truncated ? indented(message.payload) : message.payload;
}

/** The beginning of a payload, on one line. */
export const preview = message => {
  const text = message.payload_encoding === 'base64' ? `${octets(message.payload_bytes)} of binary data` : message.payload;
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
};

export function messageView(message) {
  const { headers, ...properties } = message.properties ?? {};
  return [
    facts([
      ['Exchange', exchangeName(message.exchange)],
      ['Routing key', message.routing_key],
      ['Redelivered', message.redelivered ? 'yes' : 'no'],
      ['Delivered before', message.delivery_count === undefined ? null : count(message.delivery_count)],
      ['Published', message.published_at ? moment(message.published_at) : null],
      ['Expires', message.expires_at ? moment(message.expires_at) : null],
      ['Due', message.due_at ? moment(message.due_at) : null],
      ...Object.entries(properties).map(([name, value]) => [name, plain(value)]),
    ]),
    headers && Object.keys(headers).length > 0 && [el('h3', null, 'Headers'), argumentFacts(headers)],
    el('h3', null, `Payload, ${octets(message.payload_bytes)}${message.truncated ? ', cut' : ''}`),
    el('pre', { class: 'payload', tabindex: '0' }, payloadText(message)),
  ];
}
