import * as api from './api.js';
import { announce } from './announce.js';
import { confirmed } from './dialogs.js';
import { SharePanel } from './share-panel.js';
import { distance, duration, number, percent, rate, size, text } from './words.js';

/** Buttons that each state of an upload has. */
const BUTTONS = {
  waiting: ['pause', 'cancel'],
  running: ['pause', 'cancel'],
  interrupted: ['pause', 'cancel'],
  paused: ['resume', 'cancel'],
  lost: ['retry', 'cancel'],
  failed: ['retry', 'cancel'],
  unfinished: ['again', 'cancel'],
};
/** What is said of an upload that does not go on by itself. */
const STATES = { waiting: 'waiting', paused: 'paused', lost: 'stopped', failed: 'stopped', unfinished: 'stopped' };
const COPIED_FOR = 2500;

let rows = 0;

/** Returns the letters that stand for the kind of a file, as in the mails of the portal. */
function kind(name) {
  const extension = /\.([A-Za-z0-9]{1,4})$/.exec(name)?.[1];
  return extension ? extension.toUpperCase() : '–';
}

/** One share in the list, or a file that becomes one. */
export class ShareRow {
  element;
  share = null;
  sending = null;
  #panel = null;
  #host;

  /** @param host has the property limits, and the methods refresh(), chooseAgain(row) and removed(row) */
  constructor(host) {
    this.#host = host;
    this.element = document.getElementById('row').content.firstElementChild.cloneNode(true);
    const id = `share-${++rows}`;
    this.#part('.name').id = `${id}-name`;
    this.#part('.panel').id = `${id}-panel`;
    this.#part('progress').setAttribute('aria-labelledby', `${id}-name`);
    this.#part('.toggle').setAttribute('aria-controls', `${id}-panel`);
    for (const button of this.element.querySelectorAll('button')) {
      button.setAttribute('aria-describedby', `${id}-name`);
    }
    this.#on('.toggle', () => this.open(!this.isOpen));
    this.#on('.head .copy', (event) => this.#copy(event.currentTarget));
    this.#on('.pause', () => this.#keepFocus(() => this.sending.pause()));
    this.#on('.resume', () => this.#keepFocus(() => this.sending.start()));
    this.#on('.retry', () => this.#keepFocus(() => this.sending.start()));
    this.#on('.again', () => this.#host.chooseAgain(this));
    this.#on('.cancel', () => this.#cancel());
  }

  get isOpen() {
    return !this.#part('.panel').hidden;
  }

  get isEdited() {
    return this.#panel?.isEdited ?? false;
  }

  /** Whether a file could be chosen to go on with an upload of an earlier visit. */
  get isUnfinished() {
    return this.share?.state === 'UPLOADING' && !this.sending;
  }

  /** Shows or hides the settings. */
  async open(isOpen) {
    if (isOpen && !this.#host.limits) {
      await this.#host.refresh();
      if (!this.#host.limits) {
        return;
      }
    }
    if (isOpen && !this.#panel) {
      this.#panel = new SharePanel(this.#part('.panel'), this.share, this.#host.limits, (share) => this.show(share));
      this.#on('.panel .copy', (event) => this.#copy(event.currentTarget));
      this.#on('.panel .revoke', () => this.#revoke());
      this.#on('.panel .delete', () => this.#delete());
    }
    this.#part('.panel').hidden = !isOpen;
    this.#part('.toggle').setAttribute('aria-expanded', isOpen);
  }

  focus() {
    this.#part('h3').focus();
  }

  /** Shows a share as the portal has it now. */
  show(share) {
    this.share = share;
    this.#panel?.show(share);
    this.update();
  }

  /** Shows how far a file is. */
  follow(sending) {
    this.sending = sending.isOpen ? sending : null;
    if (sending.share) {
      this.share = sending.share;
    }
    this.update();
  }

  /** Writes everything that changes with the time or with the upload. */
  update() {
    const name = this.share?.name ?? this.sending.file.name;
    const state = this.sending || !this.share ? 'UPLOADING' : this.share.state;
    const isThere = state !== 'UPLOADING';
    this.element.dataset.state = state;
    this.#write('.name', name);
    this.#write('.kind', kind(name));
    this.#write('.badge', text(`say.state.${isThere ? state : STATES[this.#transferState] ?? 'UPLOADING'}`));
    this.#write('.meta', this.#meta(state));
    this.#part('.head .actions').hidden = !isThere;
    this.#part('.head .copy').hidden = state === 'REVOKED';
    this.#part('.transfer').hidden = isThere;
    if (!isThere) {
      this.#showTransfer();
    }
  }

  #meta(state) {
    const parts = [size(this.share?.size ?? this.sending.file.size)];
    if (state !== 'UPLOADING') {
      const { downloads, maxDownloads, expiresAt, hasPassword } = this.share;
      const left = Date.parse(expiresAt) - api.now();
      parts.push(maxDownloads === null
        ? text('say.downloads', { count: number(downloads) })
        : text('say.downloadsOf', { count: number(downloads), limit: number(maxDownloads) }));
      if (state !== 'REVOKED') {
        parts.push(text(left > 0 ? 'say.ends' : 'say.ended', { when: distance(left) }));
      }
      if (hasPassword) {
        parts.push(text('say.protected'));
      }
    }
    return parts.join(' · ');
  }

  get #transferState() {
    return this.sending?.state ?? 'unfinished';
  }

  #showTransfer() {
    const state = this.#transferState;
    const transfer = this.#part('.transfer');
    transfer.dataset.state = state;
    for (const button of ['pause', 'resume', 'retry', 'again', 'cancel']) {
      this.#part(`.${button}`).hidden = !BUTTONS[state].includes(button);
    }
    const total = this.sending?.file.size ?? 0;
    const bytes = this.sending?.bytes ?? 0;
    this.#part('progress').hidden = !this.sending;
    this.#part('progress').value = total === 0 ? 0 : bytes / total;
    this.#write('.percent', this.sending ? percent(total === 0 ? 0 : bytes / total) : '');
    this.#write('.details', this.sending ? this.#details(state, bytes, total) : '');
    this.#write('.notice', this.sending?.notice || (state === 'unfinished' ? text('say.unfinished') : ''));
  }

  #details(state, bytes, total) {
    if (state === 'waiting') {
      return text('say.queued');
    }
    if (state === 'paused') {
      return text('say.paused', { sent: size(bytes), total: size(total) });
    }
    if (state === 'running' && bytes === 0) {
      return text('say.preparing');
    }
    const parts = [text('say.sent', { sent: size(bytes), total: size(total) })];
    const speed = this.sending.rate;
    if (state === 'running' && speed > 0) {
      parts.push(rate(speed), text('say.left', { time: duration(((total - bytes) / speed) * 1000) }));
    }
    return parts.join(' · ');
  }

  async #copy(button) {
    const isCopied = await copy(this.share.url, this.element);
    const message = text(isCopied ? 'say.copied' : 'say.copyFailed');
    announce(message);
    if (!isCopied) {
      await this.open(true);
      this.element.querySelector('.url')?.focus();
      return;
    }
    button.textContent = message;
    button.classList.add('done');
    setTimeout(() => {
      button.textContent = text('say.copy');
      button.classList.remove('done');
    }, COPIED_FOR);
  }

  async #cancel() {
    const name = this.share?.name ?? this.sending.file.name;
    if (this.sending) {
      const sending = this.sending;
      await sending.cancel();
      if (sending.state !== 'cancelled') {
        return;
      }
    } else {
      try {
        await api.remove(this.share.id, true);
      } catch (error) {
        if (error.status !== 404) {
          this.#write('.notice', error.message);
          return;
        }
      }
    }
    announce(text('say.cancelled', { name }));
    this.#host.removed(this);
  }

  async #revoke() {
    const work = async () => this.show((await api.revoke(this.share.id)).share);
    if (await confirmed('revoke-dialog', this.share.name, work)) {
      announce(text('say.revoked', this.share));
      this.focus();
    }
  }

  async #delete() {
    const work = async (form) => {
      await api.remove(this.share.id, form.get('object') === 'true').catch((error) => {
        if (error.status !== 404) {
          throw error;
        }
      });
    };
    if (await confirmed('delete-dialog', this.share.name, work)) {
      announce(text('say.deleted', this.share));
      this.#host.removed(this);
    }
  }

  /** Moves the focus to another button of the upload if the one that was pressed is gone. */
  #keepFocus(work) {
    work();
    const next = this.element.querySelector('.transfer button:not([hidden])');
    if (document.activeElement?.hidden || document.activeElement === document.body) {
      next?.focus();
    }
  }

  #part(selector) {
    return this.element.querySelector(selector);
  }

  #on(selector, listener) {
    this.#part(selector).addEventListener('click', listener);
  }

  #write(selector, words) {
    const element = this.#part(selector);
    // A text that stays is not read again.
    if (element.textContent !== words) {
      element.textContent = words;
    }
  }
}

/** Copies a text. Pages without TLS have no clipboard, but can copy what is selected. */
async function copy(words, place) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    const field = document.createElement('textarea');
    const { activeElement } = document;
    field.value = words;
    field.readOnly = true;
    field.className = 'visually-hidden';
    place.append(field);
    field.select();
    const isCopied = document.execCommand('copy');
    field.remove();
    activeElement?.focus();
    return isCopied;
  }
}
