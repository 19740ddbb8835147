import * as api from './api.js';
import { announce } from './announce.js';
import { copy } from './clipboard.js';
import { confirmed } from './dialogs.js';
import { showProblem } from './problem.js';
import { RequestForm } from './request-form.js';
import { write } from './transfer-view.js';
import { distance, number, size, text } from './words.js';

const REFRESH = 30_000;

const element = (id) => document.getElementById(id);
const form = element('asking');
const asking = new RequestForm(form);
const rows = new Map();
let limits = null;

/** One request in the list of its owner. */
class RequestRow {
  element = element('request-row').content.firstElementChild.cloneNode(true);
  request;
  #form;
  #isEdited = false;

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
    const form = this.#part('form');
    this.#form = new RequestForm(form);
    form.addEventListener('input', () => this.#edit(true));
    form.addEventListener('submit', (event) => this.#save(event));
    form.addEventListener('reset', (event) => {
      event.preventDefault();
      this.#edit(false);
    });
    this.request = request;
    this.#edit(false);
    this.show(request);
  }

  /** Whether something is typed that is not saved. */
  get isEdited() {
    return this.#isEdited;
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
    this.#part('.url').value = request.url;
    this.#part('.open').href = request.url;
    const code = this.#part('.qr');
    const source = `/r/${encodeURIComponent(request.id)}/qr.svg`;
    if (code.getAttribute('src') !== source) {
      code.src = source;
    }
    code.alt = text('say.qr', { name: request.title });
    for (const part of ['.head .copy', '.link-line', 'figure', '.end']) {
      this.#part(part).hidden = request.state === 'ENDED';
    }
    // What its owner has ended is ended for good; what has expired can be extended.
    this.#part('form').hidden = request.endedAt !== null;
    this.#part('.note').hidden = request.endedAt === null || request.note === '';
    if (!this.#isEdited) {
      this.#form.fill(limits, request);
    }
  }

  #edit(isEdited) {
    this.#isEdited = isEdited;
    this.#part('.outcome').textContent = '';
    for (const button of this.#part('form').querySelectorAll('button')) {
      button.disabled = !isEdited;
    }
    if (!isEdited) {
      this.#form.fill(limits, this.request);
    }
  }

  async #save(event) {
    event.preventDefault();
    this.#form.complain(null);
    const button = this.#part('[type=submit]');
    button.disabled = true;
    try {
      const { request } = await api.changeRequest(this.request.id, this.#form.fields());
      this.request = request;
      this.#edit(false);
      this.show(request);
      this.#part('.outcome').textContent = text('say.saved');
      announce(text('say.saved'));
    } catch (error) {
      this.#form.complain(error);
    } finally {
      button.disabled = !this.#isEdited;
    }
  }

  async #copy(button) {
    if (!(await copy(this.request.url, button, this.element))) {
      this.open(true);
      this.#part('.url').focus();
    }
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

function meta({ received, arriving, maxFiles, maxSize, types, expiresAt, endedAt }) {
  const parts = [
    text('say.request.received', { count: number(received), limit: number(maxFiles) }),
    text('say.request.size', { size: size(maxSize) }),
  ];
  if (arriving > 0) {
    parts.splice(1, 0, text('say.request.arriving', { count: number(arriving) }));
  }
  if (types.length > 0) {
    parts.push(text('say.request.types', { types: types.join(', ') }));
  }
  const left = Date.parse(expiresAt) - api.now();
  if (endedAt === null) {
    parts.push(text(left > 0 ? 'say.ends' : 'say.ended', { when: distance(left) }));
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
    showProblem(trouble, null);
  } catch (error) {
    showProblem(trouble, error);
  }
}

function show(requests) {
  const listed = new Set(requests.map((request) => request.id));
  for (const [id, row] of rows) {
    if (!listed.has(id) && !row.isEdited) {
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
    asking.fill(limits, null);
    form.elements.title.focus();
  }
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  asking.complain(null);
  const button = form.querySelector('[type=submit]');
  button.disabled = true;
  try {
    const { request } = await api.createRequest(asking.fields());
    form.reset();
    const row = rows.get(request.id) ?? add(request);
    row.open(true);
    row.focus();
    announce(text('say.request.ready', { name: request.title }));
  } catch (error) {
    asking.complain(error);
  } finally {
    button.disabled = false;
  }
});
form.addEventListener('reset', () => {
  asking.complain(null);
  ask(false);
  element('ask').focus();
});
addEventListener('beforeunload', (event) => {
  if ([...rows.values()].some((row) => row.isEdited) || (!form.hidden && form.elements.title.value !== '')) {
    event.preventDefault();
  }
});
element('trouble').querySelector('button').addEventListener('click', refresh);
addEventListener('online', refresh);
element('ask').addEventListener('click', () => ask(form.hidden));
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && refresh());
setInterval(() => document.visibilityState === 'visible' && refresh(), REFRESH);

// A mail about a received file leads here.
const wanted = new URLSearchParams(location.search).get('fetch');
if (wanted) {
  history.replaceState(null, '', '/');
  location.assign(api.fileOf(wanted));
}
await refresh();
