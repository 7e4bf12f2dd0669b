// A form that publishes one message to an exchange, and says whether it reached a queue.

import { api, exchangeSegment, path } from './api.js';
import { argumentRows } from './arguments.js';
import { area, check, form, number, text } from './form.js';

const PROPERTIES = ['content_type', 'message_id', 'correlation_id', 'reply_to', 'expiration'];

function propertiesOf(values) {
  const properties = { delivery_mode: values.persistent ? 2 : 1 };
  for (const name of PROPERTIES) if (values[name] !== '') properties[name] = values[name];
  if (values.priority !== null) properties.priority = values.priority;
  if (Object.keys(values.headers).length > 0) properties.headers = values.headers;
  return properties;
}

/** Publishes to an exchange; with `routingKey` the key is given, as it is to a queue through the default exchange. */
export function publishForm({ vhost, exchange, routingKey, published = () => {} }) {
  return form({
    action: 'Publish',
    label: 'Publish a message',
    keep: true,
    fields: [
      ...(routingKey === undefined ? [text('routing_key', 'Routing key')] : []),
      area('payload', 'Payload', { rows: 6 }),
      check('persistent', 'Persistent', { value: true }),
      text('content_type', 'Content type', { options: ['text/plain', 'application/json', 'application/octet-stream'] }),
      number('priority', 'Priority', { min: 0, max: 255 }),
      text('expiration', 'Expiration', { hint: 'Milliseconds' }),
      text('message_id', 'Message id'),
      text('correlation_id', 'Correlation id'),
      text('reply_to', 'Reply to'),
      argumentRows('headers', 'Headers'),
    ],
    submit: async values => {
      const answer = await api.post(path`/api/exchanges/${vhost}/${exchangeSegment(exchange)}/publish`, {
        properties: propertiesOf(values),
        routing_key: routingKey ?? values.routing_key,
        payload: values.payload,
        payload_encoding: 'string',
      });
      await published();
      return answer.routed ? 'Message published' : 'Published, but no queue took the message: nothing is bound with this key';
    },
  });
}
