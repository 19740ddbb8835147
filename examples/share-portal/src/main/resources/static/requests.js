import * as api from './api.js';
import { announce } from './announce.js';
import { copy } from './clipboard.js';
import { confirmed } from './dialogs.js';
import { write } from './transfer-view.js';
import { distance, duration, number, parseDuration, size, text } from './words.js';

const REFRESH = 30_000;
const COPIED_FOR = 2500;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LIFETIMES = [DAY, 3 * DAY, 7 * DAY, 30 * DAY, 90 * DAY];
const MEGABYTE = 1_000_000;

const element = (id) => document.getElementById(id);
const form = element('asking');
const rows = new Map();
let limits = null;

/** One request in the list of its owner. */
class RequestRow {
  element = element('request-row').content.firstElementChild.cloneNode(true);
  request;

  constructor(request) {
    const id = `request-${rows.size}-${request.id}`;
    this.#part('.name').id = `${id}-name`;
    this.#part('.panel').id = `${id}-panel`;
    this.#part('.toggle').setAttribute('aria-controls', `${id}-panel`);
    for (const button of this.element.querySelectorAll('button')) {
      button.setAttribute('aria-describedby', `${id}-name`);
    }
    this.#part('.url').addEventListener('focus', (event) => event.target.select());
    this.#on('.toggle', () => this.open(this.#part('.panel').hidden));
    this.#on('.copy', (event) => this.#copy(event.currentTarget));
    this.#on('.end', () => this.#end());
    this.#on('.delete', () => this.#delete());
    this.show(request);
  }

  open(isOpen) {
    this.#part('.panel').hidden = !isOpen;
    this.#part('.toggle').setAttribute('aria-expanded', isOpen);
  }

  focus() {
    this.#part('h3').focus();
  }

  show(request) {
    this.request = request;
    this.element.dataset.state = request.state === 'OPEN' ? 'OPEN' : 'EXPIRED';
    write(this.#part('.name'), request.title);
    write(this.#part('.badge'), text(`say.request.${request.state}`));
    write(this.#part('.meta'), meta(request));
    write(this.#part('.note'), request.note);
    this.#part('.note').hidden = request.note === '';
    this.#part('.url').value = request.url;
    this.#part('.open').href = request.url;
    const code = this.#part('.qr');
    const source = `/r/${encodeURIComponent(request.id)}/qr.svg`;
    if (code.getAttribute('src') !== source) {
      code.src = source;
    }
    code.alt = text('say.qr', { name: request.title });
    const isOver = request.state === 'ENDED';
    for (const part of ['.head .copy', '.link-line', 'figure', '.end']) {
      this.#part(part).hidden = isOver;
    }
  }

  async #copy(button) {
    const isCopied = await copy(this.request.url, this.element);
    const message = text(isCopied ? 'say.copied' : 'say.copyFailed');
    announce(message);
    if (!isCopied) {
      this.open(true);
      this.#part('.url').focus();
      return;
    }
    button.textContent = message;
    button.classList.add('done');
    setTimeout(() => {
      button.textContent = text('say.copy');
      button.classList.remove('done');
    }, COPIED_FOR);
  }

  async #end() {
    const work = async () => this.show((await api.endRequest(this.request.id)).request);
    if (await confirmed('end-dialog', this.request.title, work)) {
      announce(text('say.request.ended', { name: this.request.title }));
      this.focus();
    }
  }

  async #delete() {
    const work = () => api.removeRequest(this.request.id).catch((error) => {
      if (error.status !== 404) {
        throw error;
      }
    });
    if (await confirmed('drop-request-dialog', this.request.title, work)) {
      announce(text('say.request.deleted', { name: this.request.title }));
      rows.delete(this.request.id);
      this.element.remove();
      showEmpty();
      element('requests-title').focus();
    }
  }

  #part(selector) {
    return this.element.querySelector(selector);
  }

  #on(selector, listener) {
    this.#part(selector).addEventListener('click', listener);
  }
}

function meta({ received, maxFiles, maxSize, types, expiresAt, state }) {
  const parts = [
    text('say.request.received', { count: number(received), limit: number(maxFiles) }),
    text('say.request.size', { size: size(maxSize) }),
  ];
  if (types.length > 0) {
    parts.push(text('say.request.types', { types: types.join(', ') }));
  }
  const left = Date.parse(expiresAt) - api.now();
  if (state !== 'ENDED') {
    parts.push(text('say.ends', { when: distance(left) }));
  }
  return parts.join(' · ');
}

function showEmpty() {
  element('requests-empty').hidden = rows.size > 0 || !form.hidden;
}

/** Reads the list again. */
async function refresh() {
  const trouble = element('requests-trouble');
  try {
    limits ??= await api.settings();
    const { changes } = api;
    const { requests } = await api.requests();
    if (changes !== api.changes) {
      await refresh();
      return;
    }
    show(requests);
    trouble.hidden = true;
  } catch (error) {
    trouble.textContent = error.message;
    trouble.hidden = false;
  }
}

function show(requests) {
  const listed = new Set(requests.map((request) => request.id));
  for (const [id, row] of rows) {
    if (!listed.has(id)) {
      rows.delete(id);
      row.element.remove();
    }
  }
  // From the oldest on, each new one comes first.
  for (const request of requests.toReversed()) {
    const row = rows.get(request.id);
    if (row) {
      row.show(request);
    } else {
      add(request);
    }
  }
  showEmpty();
}

function add(request) {
  const row = new RequestRow(request);
  rows.set(request.id, row);
  element('requests').prepend(row.element);
  return row;
}

async function ask(isOpen) {
  if (isOpen && !limits) {
    await refresh();
    if (!limits) {
      return;
    }
  }
  form.hidden = !isOpen;
  element('ask').setAttribute('aria-expanded', isOpen);
  showEmpty();
  if (isOpen) {
    const max = parseDuration(limits.maxLifetime);
    const choices = LIFETIMES.filter((lifetime) => lifetime <= max);
    const { end, title } = form.elements;
    end.replaceChildren(...choices.map((lifetime) => new Option(text('say.after', { time: duration(lifetime) }), lifetime)));
    end.value = String(7 * DAY);
    if (end.selectedIndex < 0) {
      end.append(new Option(text('say.after', { time: duration(max) }), max));
      end.selectedIndex = 0;
    }
    title.focus();
  }
}

/** Returns what was entered, in the form of the API. */
function fields() {
  const { title, note, maxFiles, maxSize, end, types } = form.elements;
  if (title.value.trim() === '') {
    throw wrong('title');
  }
  if (!maxFiles.validity.valid) {
    throw wrong('maxFiles');
  }
  const limit = maxSize.value === '' ? limits.maxSize : Math.round(Number(maxSize.value) * MEGABYTE);
  if (!maxSize.validity.valid || limit > limits.maxSize) {
    throw wrong('maxSize');
  }
  const until = api.now() + Math.min(Number(end.value), parseDuration(limits.maxLifetime) - 10_000);
  return {
    title: title.value,
    note: note.value,
    maxFiles: Number(maxFiles.value),
    maxSize: limit,
    types: types.value.split(/[\s,;，、；]+/).map((type) => type.replace(/^\*?\./, '')).filter((type) => type !== ''),
    expiresAt: new Date(until).toISOString(),
  };
}

const wrong = (field) => new api.ApiError('', 400, field);

function complain({ message, status, field }) {
  const known = status === 400 && ['title', 'maxFiles', 'maxSize', 'types'].includes(field);
  const problem = form.querySelector('.problem');
  problem.textContent = known ? text(`say.request.wrong.${field}`, { size: size(limits.maxSize) }) : message;
  problem.hidden = false;
  const input = form.elements.namedItem(field ?? '');
  input?.setAttribute('aria-invalid', 'true');
  input?.focus();
}

function forget() {
  form.querySelector('.problem').hidden = true;
  for (const input of form.elements) {
    input.removeAttribute('aria-invalid');
  }
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  forget();
  const button = form.querySelector('[type=submit]');
  button.disabled = true;
  try {
    const { request } = await api.createRequest(fields());
    form.reset();
    const row = rows.get(request.id) ?? add(request);
    row.open(true);
    row.focus();
    announce(text('say.request.ready', { name: request.title }));
  } catch (error) {
    complain(error);
  } finally {
    button.disabled = false;
  }
});
form.addEventListener('reset', () => {
  forget();
  ask(false);
  element('ask').focus();
});
element('ask').addEventListener('click', () => ask(form.hidden));
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && refresh());
setInterval(() => document.visibilityState === 'visible' && refresh(), REFRESH);

await refresh();
