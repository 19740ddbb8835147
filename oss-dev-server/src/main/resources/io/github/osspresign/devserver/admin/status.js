'use strict';

const MAX_ROWS = 200;
const POLL_MILLISECONDS = 2000;

const byId = (id) => document.getElementById(id);

/** Returns an element. Text is only ever set as text: keys, targets and headers come from anybody. */
function element(name, properties = {}, ...children) {
  const created = Object.assign(document.createElement(name), properties);
  created.append(...children);
  return created;
}

async function call(path, options) {
  const response = await fetch(path, options);
  const text = await response.text();
  if (!response.ok) {
    throw new Error(text.trim() || `status ${response.status}`);
  }
  return response.headers.get('Content-Type')?.startsWith('application/json') ? JSON.parse(text) : text;
}

const post = (path, values) => call(path, { method: 'POST', body: new URLSearchParams(values) });

/** Runs an action, and shows why it failed. */
async function attempt(action) {
  try {
    await action();
    byId('trouble').hidden = true;
  } catch (error) {
    byId('trouble').textContent = error instanceof TypeError ? 'The server does not answer.' : error.message;
    byId('trouble').hidden = false;
  }
}

const time = (iso) => element('time', { dateTime: iso, title: iso, textContent: iso.slice(0, 19).replace('T', ' ') + 'Z' });

function size(bytes) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  let number = bytes;
  for (; number >= 1024 && unit < units.length - 1; unit++) {
    number /= 1024;
  }
  return `${unit === 0 || number >= 100 ? Math.round(number) : number.toFixed(1)} ${units[unit]}`;
}

function copyButton(name, text) {
  const button = element('button', { type: 'button', textContent: name });
  button.addEventListener('click', () => attempt(async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = name; }, 2000);
  }));
  return button;
}

// Server

async function loadServer() {
  const server = await call('api/server');
  const facts = { endpoint: server.endpoint, region: server.region, 'access key': server.accessKeyId };
  byId('server').replaceChildren(...Object.entries(facts).map(([name, value]) =>
    element('div', {}, element('dt', { textContent: name }), element('dd', { textContent: value }))));
}

// Requests

let lastRequest = 0;

function requestRow(request) {
  const refused = request.status >= 400 || request.status === 0;
  const [path, query] = request.target.split(/\?(.*)/s);
  const parameters = query ? query.split('&').map((parameter, i) => `${i ? '&' : '?'}${parameter}`) : [];
  const headers = request.headers.map(([name, value]) => `${name}: ${value}`);
  const row = element('li', { className: refused ? 'refused' : '' },
    element('details', {},
      element('summary', {},
        element('span', { className: 'status', textContent: request.status || 'reset' }),
        ` ${request.method} ${path}${query ? '?…' : ''}`),
      element('pre', { textContent: [path, ...parameters, '', ...headers].join('\n') })),
    element('div', { className: 'quiet' }, time(request.time), request.code ? ` · ${request.code}` : ''));
  if (request.diagnosis) {
    row.append(element('p', { className: 'why', textContent: request.diagnosis }));
  }
  return row;
}

async function loadRequests() {
  const requests = await call(`api/requests?after=${lastRequest}`);
  const list = byId('request-list');
  for (const request of requests) {
    lastRequest = request.number;
    list.prepend(requestRow(request));
  }
  while (list.childElementCount > MAX_ROWS) {
    list.lastElementChild.remove();
  }
  byId('no-requests').hidden = list.childElementCount > 0;
}

// Objects

let place = { bucket: '', prefix: '' };

function placeButton(text, bucket, prefix) {
  const button = element('button', { type: 'button', className: 'plain', textContent: text });
  button.addEventListener('click', () => attempt(() => show(bucket, prefix)));
  return button;
}

function showPath() {
  const steps = [placeButton('buckets', '', '')];
  if (place.bucket) {
    steps.push(' / ', placeButton(place.bucket, place.bucket, ''));
  }
  let prefix = '';
  for (const folder of place.prefix.split('/').slice(0, -1)) {
    prefix += `${folder}/`;
    steps.push(' / ', placeButton(folder || '(empty)', place.bucket, prefix));
  }
  byId('path').replaceChildren(...steps);
  byId('prefix-form').hidden = !place.bucket;
  byId('prefix').value = place.prefix;
}

const cells = (name, length, written) => element('tr', {},
  element('td', {}, name),
  element('td', { className: 'number', textContent: length === undefined ? '' : size(length) }),
  element('td', {}, written ? time(written) : ''));

function objectRow(object) {
  const button = element('button', {
    type: 'button', className: 'plain', title: 'Make a link', textContent: object.key.slice(place.prefix.length) || object.key,
  });
  button.addEventListener('click', () => attempt(async () => {
    byId('link-bucket').value = place.bucket;
    byId('link-key').value = object.key;
    byId('link-method').value = 'GET';
    // Not from the field, which drops line breaks.
    showMade(await post('api/link', {
      bucket: place.bucket, key: object.key, method: 'GET', seconds: byId('link-seconds').value,
    }));
    byId('made').scrollIntoView({ block: 'nearest' });
  }));
  return cells(button, object.size, object.lastModified);
}

async function show(bucket, prefix) {
  place = { bucket, prefix };
  showPath();
  byId('object-list').replaceChildren();
  await (bucket ? loadObjects('') : loadBuckets());
}

async function loadBuckets() {
  const buckets = await call('api/buckets');
  byId('object-list').replaceChildren(...buckets.map((bucket) =>
    cells(placeButton(bucket.name, bucket.name, ''), undefined, bucket.createdAt)));
  const chosen = byId('link-bucket').value;
  byId('link-bucket').replaceChildren(...buckets.map((bucket) => element('option', { textContent: bucket.name })));
  byId('link-bucket').value = chosen || buckets[0]?.name || '';
  byId('no-objects').hidden = buckets.length > 0;
  byId('more').hidden = true;
}

async function loadObjects(after) {
  const wanted = place;
  const page = await call(`api/objects?${new URLSearchParams({ ...wanted, after })}`);
  if (wanted !== place) {
    return;
  }
  const list = byId('object-list');
  for (const entry of page.entries) {
    list.append(entry.size === undefined
      ? cells(placeButton(entry.key.slice(wanted.prefix.length), wanted.bucket, entry.key))
      : objectRow(entry));
  }
  byId('no-objects').hidden = list.childElementCount > 0;
  byId('more').hidden = page.next === null;
  byId('more').onclick = () => attempt(() => loadObjects(page.next));
}

// Faults

let faultKinds = {};

async function loadFaults() {
  const faults = await call('api/faults');
  byId('fault-list').replaceChildren(...faults.remaining.map((text) => element('li', {}, element('code', { textContent: text }))));
  byId('no-faults').hidden = faults.remaining.length > 0;
  byId('clear-faults').disabled = faults.remaining.length === 0;
  if (byId('fault').childElementCount === 0) {
    faultKinds = faults.kinds;
    byId('fault').replaceChildren(...Object.keys(faultKinds).map((kind) => element('option', { textContent: kind })));
    showFaultParameters();
  }
}

function showFaultParameters() {
  const fields = Object.entries(faultKinds[byId('fault').value] ?? {}).flatMap(([name, example]) => [
    element('label', { htmlFor: `fault-${name}-value`, textContent: name }),
    element('input', { id: `fault-${name}-value`, name, placeholder: example, autocomplete: 'off' }),
  ]);
  byId('fault-parameters').replaceChildren(...fields);
}

// Links

function showMade(link) {
  const area = element('textarea', { readOnly: true, rows: 4, value: link.url, ariaLabel: 'Signed link', spellcheck: false });
  const explain = element('button', { type: 'button', textContent: 'Explain' });
  explain.addEventListener('click', () => {
    byId('pasted').value = link.url;
    byId('explain-method').value = link.method;
    byId('explain-form').requestSubmit();
  });
  byId('made').replaceChildren(
    area,
    element('div', { className: 'bar' },
      copyButton('Copy link', link.url), copyButton('Copy curl command', link.curl), explain),
    element('p', { className: 'quiet' }, 'Valid until ', time(link.validUntil)));
}

function showVerdict(verdict) {
  const lines = [element('p', { className: verdict.accepted ? 'good' : 'bad' },
    element('strong', { textContent: verdict.accepted ? 'Accepted' : `${verdict.status} ${verdict.code}` }),
    verdict.message ? `: ${verdict.message}` : '')];
  if (verdict.validUntil) {
    lines.push(element('p', {}, 'Valid until ', time(verdict.validUntil)));
  }
  if (verdict.diagnosis) {
    lines.push(element('p', { className: 'why', textContent: verdict.diagnosis }));
  }
  lines.push(element('p', { className: 'quiet mono', textContent: verdict.request }));
  byId('verdict').replaceChildren(...lines);
}

// Page

function onSubmit(id, action) {
  byId(id).addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(() => action(Object.fromEntries(new FormData(byId(id)))));
  });
}

onSubmit('prefix-form', ({ prefix }) => show(place.bucket, prefix));
onSubmit('link-form', async (values) => showMade(await post('api/link', values)));
onSubmit('explain-form', async (values) => showVerdict(await post('api/explain', values)));
onSubmit('fault-form', async (values) => {
  const given = Object.entries(values).filter(([, value]) => value !== '');
  try {
    await post('faults', given);
    byId('fault-error').textContent = '';
  } catch (error) {
    byId('fault-error').textContent = error.message;
  }
  await loadFaults();
});
byId('fault').addEventListener('change', showFaultParameters);
byId('clear-faults').addEventListener('click', () => attempt(async () => {
  await call('faults', { method: 'DELETE' });
  await loadFaults();
}));
byId('refused-only').addEventListener('change', (event) =>
  byId('request-list').classList.toggle('refused-only', event.target.checked));

async function poll() {
  if (byId('live').checked && !document.hidden) {
    await attempt(async () => {
      await loadRequests();
      await loadFaults();
    });
  }
  setTimeout(poll, POLL_MILLISECONDS);
}

attempt(loadServer);
attempt(() => show('', ''));
poll();
