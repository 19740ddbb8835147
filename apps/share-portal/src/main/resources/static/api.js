import { text } from './words.js';

/** The portal reports an error, or does not respond (status 0). The message is text for people. */
export class ApiError extends Error {
  constructor(message, status, field) {
    super(message);
    this.status = status;
    this.field = field;
  }

  /** Whether it does not help to send the same request again. */
  get isFinal() {
    return this.status !== 0 && this.status !== 429 && this.status < 500;
  }
}

/** Texts for errors that need no more than their status. */
const TEXTS = { 404: 'say.gone', 409: 'say.changed', 410: 'say.closed', 413: 'say.tooLong', 424: 'say.noRule', 429: 'say.tooMany', 502: 'say.noMail', 503: 'say.unavailable' };

let ahead = 0;

/** How many changes are made. A list that was asked for before the last one may be out of date. */
export let changes = 0;

/** Returns the time of the portal: the clock of this device may be wrong. */
export function now() {
  return Date.now() + ahead;
}

function readClock(response) {
  const difference = Date.parse(response.headers.get('Date')) - Date.now();
  // The header has whole seconds.
  ahead = Math.abs(difference) > 5000 ? difference : 0;
}

function csrfToken() {
  const value = /(?:^|; )XSRF-TOKEN=([^;]*)/.exec(document.cookie)?.[1] ?? '';
  return decodeURIComponent(value);
}

async function call(method, path, body) {
  const headers = { Accept: 'application/json' };
  if (method !== 'GET') {
    headers['X-XSRF-TOKEN'] = csrfToken();
    headers['Content-Type'] = 'application/json';
  }
  let response;
  try {
    // The redirect to the login page must not be taken for a response.
    response = await fetch(path, { method, headers, body: body && JSON.stringify(body), redirect: 'manual' });
  } catch {
    throw new ApiError(text('say.offline'), 0);
  }
  // Who signs out in another tab also loses the token that a change needs.
  if (response.type === 'opaqueredirect' || response.status === 401 || response.status === 403) {
    throw new ApiError(text('say.signedOut'), 401);
  }
  readClock(response);
  if (method !== 'GET') {
    changes++;
  }
  if (response.status === 204) {
    return null;
  }
  const content = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new ApiError(errorText(response.status, content), response.status, content.field);
  }
  return content;
}

function errorText(status, { error, field }) {
  // A proxy responds with 502, too, and has no field.
  if (TEXTS[status] && (status !== 502 || field !== undefined)) {
    return text(TEXTS[status], { origin: location.origin });
  }
  // The field tells errors of the API from those of the web server.
  return field === undefined ? text('say.problem', { status }) : error;
}

const share = (id, rest = '') => `/api/shares/${encodeURIComponent(id)}${rest}`;

export const fileOf = (id) => `/files/${encodeURIComponent(id)}`;
export const settings = () => call('GET', '/api/settings');
/** @param since time of the portal at the last call, or null for all shares */
export const list = (since) => call('GET', since === null ? '/api/shares' : `/api/shares?since=${encodeURIComponent(since)}`);
export const create = ({ name, size }, options) => call('POST', '/api/shares', { name, size, options });
export const createShare = (files, options) =>
  call('POST', '/api/shares', { files: files.map(({ name, size }) => ({ name, size })), options });
export const show = (id) => call('GET', share(id));
export const freshUpload = (id) => call('POST', share(id, '/upload'), {});
export const complete = (id, crc64) => call('POST', share(id, '/complete'), { crc64 });
export const change = (id, changes) => call('PATCH', share(id), changes);
export const revoke = (id) => call('POST', share(id, '/revoke'), {});
export const remove = (id, object) => call('DELETE', share(id, `?object=${object}`));
export const leaveOut = (id, file) => call('DELETE', share(id, `/files/${encodeURIComponent(file)}`));
export const mail = (id, to, language) => call('POST', share(id, '/mail'), { to, language });

export const requests = () => call('GET', '/api/requests');
export const createRequest = (fields) => call('POST', '/api/requests', fields);
export const changeRequest = (id, changes) => call('PATCH', `/api/requests/${encodeURIComponent(id)}`, changes);
export const endRequest = (id) => call('POST', `/api/requests/${encodeURIComponent(id)}/end`, {});
export const removeRequest = (id) => call('DELETE', `/api/requests/${encodeURIComponent(id)}`);

/** Returns what sends the files of a share that has several. Only the whole share can be removed. */
export function filesOfShare(id) {
  const file = (name, rest) => share(id, `/files/${encodeURIComponent(name)}${rest}`);
  return {
    create: () => Promise.reject(new ApiError(text('say.gone'), 404)),
    freshUpload: (name) => call('POST', file(name, '/upload'), {}),
    complete: (name, crc64) => call('POST', file(name, '/complete'), { crc64 }),
    remove: () => Promise.resolve(),
  };
}

/** Returns what a stranger calls to send files through a request, as an owner calls create, freshUpload, complete and remove. */
export function filesOf(request) {
  const path = `/r/${encodeURIComponent(request)}/files`;
  const file = (id, rest = '') => `${path}/${encodeURIComponent(id)}${rest}`;
  return {
    // The portal deletes a file whose object is another one.
    deletesMismatch: true,
    create: ({ name, size }) => call('POST', path, { name, size }),
    freshUpload: (id) => call('POST', file(id, '/upload'), {}),
    complete: async (id, crc64) => {
      await call('POST', file(id, '/complete'), { crc64 });
      return { share: null };
    },
    remove: (id) => call('DELETE', file(id)),
  };
}
