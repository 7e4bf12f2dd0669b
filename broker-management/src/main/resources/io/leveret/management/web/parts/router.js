// Where one is: `#/queues/%2F/orders?sort=name` and the page that shows it.

export function here() {
  const [steps, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const decoded = steps === '' ? [] : steps.split('/').map(decode);
  return { steps: decoded, query: new URLSearchParams(query) };
}

function decode(step) {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

/** A link's address from steps as they are: hash('queues', '/', 'orders'). */
export const hash = (...steps) => `#/${steps.map(encodeURIComponent).join('/')}`;

/** Finds the route whose pattern (`queues/:vhost/:name`) fits the steps, with what its names stand for. */
export function match(routes, steps) {
  for (const [pattern, page] of routes) {
    const expected = pattern === '' ? [] : pattern.split('/');
    if (expected.length !== steps.length) continue;
    const params = {};
    const fits = expected.every((part, i) => {
      if (part.startsWith(':')) params[part.slice(1)] = steps[i];
      return part.startsWith(':') || part === steps[i];
    });
    if (fits) return { page, params };
  }
  return null;
}

/** Writes what a list is narrowed to into the address, without a step in the history. */
export function remember(changes) {
  const { query } = here();
  for (const [name, value] of Object.entries(changes)) {
    if (value === '' || value === null || value === undefined || value === false) query.delete(name);
    else query.set(name, value);
  }
  const [steps] = location.hash.split('?');
  const text = query.toString();
  history.replaceState(null, '', (steps === '' ? '#/' : steps) + (text === '' ? '' : `?${text}`));
}
