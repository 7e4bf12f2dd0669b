// The one door to the broker: paths, credentials, and errors with the reason that the broker gave.

const STORED = 'leveret.credentials';

export class ApiError extends Error {
  constructor(status, reason) {
    super(reason);
    this.status = status;
  }
}

/** path`/api/queues/${vhost}/${name}`: what is put in becomes one percent-encoded segment each. */
export const path = (fixed, ...segments) =>
  fixed.reduce((whole, part, i) => whole + encodeURIComponent(segments[i - 1] ?? '') + part);

/** The default exchange has no name, and the API another one for it. */
export const exchangeSegment = name => (name === '' ? 'amq.default' : name);

export const withQuery = (base, query) => {
  const present = Object.entries(query).filter(([, value]) => value !== '' && value !== null && value !== undefined);
  return present.length === 0 ? base : `${base}?${new URLSearchParams(present)}`;
};

const basic = (name, password) => {
  const octets = new TextEncoder().encode(`${name}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...octets))}`;
};

let onLoggedOut = () => {};

async function send(method, where, { body, signal, headers = {}, credentials = sessionStorage.getItem(STORED) } = {}) {
  const all = { 'X-Requested-With': 'leveret', ...headers };
  if (credentials) all.Authorization = credentials;
  if (body !== undefined) all['Content-Type'] = 'application/json';
  const options = { method, headers: all, signal, credentials: 'omit', cache: 'no-store' };
  if (body !== undefined) options.body = JSON.stringify(body);
  try {
    // Relative to the page, which may be served under a prefix.
    return await fetch(`.${where}`, options);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(0, 'The broker does not answer. Is it running, and is the network there?');
  }
}

async function reasonOf(response) {
  const text = await response.text();
  try {
    const body = JSON.parse(text);
    const reason = body.reason ?? body.error ?? text;
    return typeof reason === 'string' ? reason : JSON.stringify(reason);
  } catch {
    return text || `The broker answered ${response.status} ${response.statusText}`;
  }
}

async function isStillLoggedIn() {
  const response = await send('GET', '/api/whoami');
  return response.status !== 401;
}

async function call(method, where, options = {}) {
  const response = await send(method, where, options);
  if (response.ok) {
    const text = response.status === 204 ? '' : await response.text();
    return text === '' ? null : JSON.parse(text);
  }
  const reason = await reasonOf(response);
  if (response.status === 401 && !(await isStillLoggedIn())) onLoggedOut();
  throw new ApiError(response.status, reason);
}

export const api = {
  get: (where, options) => call('GET', where, options),
  put: (where, body, options) => call('PUT', where, { ...options, body }),
  post: (where, body, options) => call('POST', where, { ...options, body }),
  remove: (where, options) => call('DELETE', where, options),

  /** What a path answers, or null where there is nothing: for what may be absent. */
  async find(where, options) {
    try {
      return await call('GET', where, options);
    } catch (error) {
      if (error.status === 404) return null;
      throw error;
    }
  },
};

export const session = {
  whenLoggedOut(listener) {
    onLoggedOut = listener;
  },

  has: () => sessionStorage.getItem(STORED) !== null,

  /** Who this is, or an ApiError; keeps the credentials for this tab only. */
  async logIn(name, password) {
    const credentials = basic(name, password);
    const response = await send('GET', '/api/whoami', { credentials });
    if (!response.ok) {
      const reason = await reasonOf(response);
      throw new ApiError(response.status, reason === 'Login failed' ? 'The broker does not know this name with this password.' : reason);
    }
    sessionStorage.setItem(STORED, credentials);
    return response.json();
  },

  logOut() {
    sessionStorage.removeItem(STORED);
  },
};
