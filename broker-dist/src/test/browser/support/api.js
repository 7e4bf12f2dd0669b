// The broker's HTTP API, to prepare what a test needs and to check what it did.

import { amqp, management } from './broker.js';
import { connect } from './amqp.js';

const AUTHORIZATION = `Basic ${Buffer.from('guest:guest').toString('base64')}`;

export async function call(method, path, body) {
  const response = await fetch(management() + path, {
    method,
    headers: { Authorization: AUTHORIZATION, 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

const at = (...steps) => steps.map(encodeURIComponent).join('/');

export const declare = (queue, settings = {}) => call('PUT', `/api/queues/${at('/', queue)}`, { durable: true, auto_delete: false, arguments: {}, ...settings });

export const declareExchange = (exchange, type, settings = {}) =>
  call('PUT', `/api/exchanges/${at('/', exchange)}`, { type, durable: true, auto_delete: false, internal: false, arguments: {}, ...settings });

export const bind = (exchange, queue, key) => call('POST', `/api/bindings/${at('/')}/e/${at(exchange)}/q/${at(queue)}`, { routing_key: key, arguments: {} });

export const queue = name => call('GET', `/api/queues/${at('/', name)}`);

export function publish(exchange, key, payload, properties = {}) {
  const message = { routing_key: key, payload, payload_encoding: 'string', properties: { delivery_mode: 2, ...properties } };
  return call('POST', `/api/exchanges/${at('/', exchange === '' ? 'amq.default' : exchange)}/publish`, message);
}

export async function publishMany(queueName, payloads) {
  for (const payload of payloads) await publish('', queueName, payload, { content_type: 'application/json' });
}

/** The payloads in a queue, in order: gets them, and puts them back. */
export async function payloads(name) {
  const got = await call('POST', `/api/queues/${at('/', name)}/get`, { count: 100, ackmode: 'ack_requeue_true', encoding: 'auto' });
  return got.map(message => message.payload);
}

const clients = [];

/** An AMQP connection, which ends with the tests at the latest. */
export async function client(options) {
  const connection = await connect(amqp(), options);
  clients.push(connection);
  return connection;
}

export const closeClients = () => clients.forEach(connection => connection.close());

const missing = async path => {
  const response = await fetch(management() + path, { headers: { Authorization: AUTHORIZATION } });
  return response.status === 404;
};

export const queueIsGone = name => missing(`/api/queues/${at('/', name)}`);

export const exchangeIsGone = name => missing(`/api/exchanges/${at('/', name)}`);

/** Asks again until it is so: what the broker counts may come a moment later. */
export async function until(what, isSo) {
  const end = Date.now() + 15_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`it never came that ${what}`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
