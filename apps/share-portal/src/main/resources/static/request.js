import { filesOf } from './api.js';
import { announce } from './announce.js';
import { takeDropped } from './drop-zone.js';
import { Sending } from './sending.js';
import { keepFocus, kind, showTransfer, transferState, visible, write } from './transfer-view.js';
import { percent, size, text } from './words.js';

const RETRY = 30_000;
const ANNOUNCE = 20_000;

const element = (id) => document.getElementById(id);
const { request, maxSize, types = '' } = element('drop').dataset;
const accepted = types === '' ? [] : types.split(',');
const files = filesOf(request);
const sendings = new Set();

/** A file that a stranger sends. */
class FileRow {
  element = element('row').content.firstElementChild.cloneNode(true);
  #sending;
  #transfer = this.element.querySelector('.transfer');

  constructor(file) {
    const name = this.element.querySelector('.name');
    name.textContent = visible(file.name);
    name.id = `file-${element('files-list').childElementCount}`;
    this.element.querySelector('.kind').textContent = kind(file.name);
    this.#transfer.querySelector('progress').setAttribute('aria-labelledby', name.id);
    for (const button of this.element.querySelectorAll('button')) {
      button.setAttribute('aria-describedby', name.id);
    }
    this.#sending = new Sending(file, null, () => this.update(), files);
    sendings.add(this.#sending);
    this.#on('.pause', () => keepFocus(this.#transfer, () => this.#sending.pause()));
    this.#on('.resume', () => keepFocus(this.#transfer, () => this.#sending.start()));
    this.#on('.retry', () => keepFocus(this.#transfer, () => this.#sending.start()));
    this.#on('.cancel', () => this.#sending.cancel());
    element('files-list').append(this.element);
    this.#sending.start();
  }

  update() {
    const sending = this.#sending;
    if (sending.state === 'cancelled') {
      this.#leave(text('say.cancelled', { name: sending.file.name }));
      this.element.remove();
      element('drop-files').focus();
      return;
    }
    const isDone = sending.state === 'done';
    this.element.dataset.state = isDone ? 'OPEN' : 'UPLOADING';
    write(this.element.querySelector('.meta'), size(sending.file.size));
    write(this.element.querySelector('.badge'), isDone ? text('say.arrived') : transferState(sending.state));
    this.#transfer.hidden = isDone;
    if (isDone) {
      this.#leave(text('say.thanks', { name: sending.file.name }));
    } else {
      showTransfer(this.#transfer, sending.state, sending);
    }
  }

  #leave(message) {
    if (sendings.delete(this.#sending)) {
      announce(message);
    }
  }

  #on(selector, listener) {
    this.element.querySelector(selector).addEventListener('click', listener);
  }
}

function sendAll(chosen, rejected = []) {
  for (const file of chosen) {
    if (file.size > Number(maxSize)) {
      rejected.push(text('say.tooLarge', { name: file.name, size: size(file.size), limit: size(Number(maxSize)) }));
    } else if (accepted.length > 0 && !accepted.some((type) => file.name.toLowerCase().endsWith(type))) {
      rejected.push(text('say.type', { name: file.name, types: accepted.join(', ') }));
    } else {
      new FileRow(file);
    }
  }
  element('rejected').hidden = rejected.length === 0;
  element('rejected').replaceChildren(...rejected.map((message) => {
    const line = document.createElement('p');
    line.textContent = message;
    return line;
  }));
}

function continueLost() {
  [...sendings].filter((sending) => sending.state === 'lost').forEach((sending) => sending.start());
}

element('drop-files').addEventListener('change', (event) => {
  sendAll([...event.target.files]);
  event.target.value = '';
});
takeDropped(sendAll);
addEventListener('online', continueLost);
setInterval(continueLost, RETRY);
setInterval(() => {
  const active = [...sendings].filter((sending) => sending.isActive);
  const total = active.reduce((sum, sending) => sum + sending.file.size, 0);
  if (total > 0) {
    announce(text('say.announce', { percent: percent(active.reduce((sum, sending) => sum + sending.bytes, 0) / total) }));
  }
}, ANNOUNCE);
addEventListener('beforeunload', (event) => {
  if ([...sendings].some((sending) => sending.isActive)) {
    event.preventDefault();
  }
});
