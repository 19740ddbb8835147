import * as api from './api.js';
import { announce } from './announce.js';
import { confirmed } from './dialogs.js';
import { copy } from './clipboard.js';
import { SharePanel } from './share-panel.js';
import { keepFocus, kind, showTransfer, transferState, visible, write } from './transfer-view.js';
import { distance, number, size, text } from './words.js';

let rows = 0;

/** A share expires without a change that the list would tell. */
function stateOf({ state, expiresAt }) {
  return state === 'OPEN' && expiresAt && Date.parse(expiresAt) <= api.now() ? 'EXPIRED' : state;
}

/** One share in the list, or files that become one. */
export class ShareRow {
  element;
  share = null;
  sending = null;
  #panel = null;
  #host;

  /** @param host has the property limits, and the methods isOpenElsewhere(share), isPicked(id), pick(id, isPicked), changed(share), refresh(), chooseAgain(row) and removed(row) */
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
    this.#on('.pause', () => keepFocus(this.#part('.transfer'), () => this.sending.pause()));
    this.#on('.resume', () => keepFocus(this.#part('.transfer'), () => this.sending.start()));
    this.#on('.retry', () => keepFocus(this.#part('.transfer'), () => this.sending.start()));
    this.#on('.again', () => this.#host.chooseAgain(this));
    this.#on('.skip', () => keepFocus(this.#part('.transfer'), () => this.sending.skip()));
    this.#on('.cancel', () => this.#cancel());
    this.#part('.pick').setAttribute('aria-labelledby', `${id}-name`);
    this.#part('.pick').addEventListener('change', (event) => this.#host.pick(this.share.id, event.target.checked));
  }

  get isOpen() {
    return !this.#part('.panel').hidden;
  }

  get isEdited() {
    return this.#panel?.isEdited ?? false;
  }

  /** Whether the upload is one of an earlier visit or of another tab. */
  get isForeign() {
    return this.share?.state === 'UPLOADING' && !this.sending;
  }

  /** Whether a file could be chosen to go on with an upload of an earlier visit. */
  get isUnfinished() {
    return this.isForeign && !this.#host.isOpenElsewhere(this.share);
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
      this.#panel = new SharePanel(this.#part('.panel'), this.share, this.#host.limits, (share) => this.#host.changed(this, share));
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
    if (sending.state === 'cancelled') {
      // The row goes, and an upload that was refused has no share to show.
      return;
    }
    this.sending = sending.isOpen ? sending : null;
    if (sending.share) {
      this.share = sending.share;
    }
    this.update();
  }

  /** Writes everything that changes with the time or with the upload. */
  update() {
    const name = this.share?.name ?? this.sending.file.name;
    const state = this.sending || !this.share ? 'UPLOADING' : stateOf(this.share);
    const isThere = state !== 'UPLOADING';
    this.element.dataset.state = state;
    this.#write('.name', visible(name));
    this.#write('.kind', this.share?.files > 1 ? number(this.share.files) : kind(name));
    this.#write('.badge', isThere ? text(`say.state.${state}`) : transferState(this.#transferState));
    this.#write('.meta', this.#meta(state));
    this.#part('.head .actions').hidden = !isThere;
    this.#part('.head .copy').hidden = state === 'REVOKED' || this.share?.received;
    this.#part('.head .fetch').hidden = !this.share?.received;
    if (this.share) {
      this.#part('.head .fetch').href = api.fileOf(this.share.id);
    }
    this.#part('.pick').hidden = !isThere;
    this.#part('.pick').checked = isThere && this.#host.isPicked(this.share.id);
    this.#part('.transfer').hidden = isThere;
    if (!isThere) {
      showTransfer(this.#part('.transfer'), this.#transferState, this.sending);
    }
  }

  get #transferState() {
    return this.sending?.state ?? (this.isUnfinished ? 'unfinished' : 'elsewhere');
  }

  #meta(state) {
    const parts = [size(this.share?.size ?? this.sending.file.size)];
    if (state !== 'UPLOADING') {
      const { downloads, maxDownloads, expiresAt, hasPassword, received } = this.share;
      parts.push(maxDownloads === null
        ? text('say.downloads', { count: number(downloads) })
        : text('say.downloadsOf', { count: number(downloads), limit: number(maxDownloads) }));
      if (state !== 'REVOKED' && expiresAt !== null) {
        const left = Date.parse(expiresAt) - api.now();
        parts.push(text(left > 0 ? 'say.ends' : 'say.ended', { when: distance(left) }));
      }
      if (hasPassword) {
        parts.push(text('say.protected'));
      }
      if (received) {
        parts.push(text('say.received', { name: received.title }));
      }
    }
    return parts.join(' · ');
  }

  async #copy(button) {
    if (!(await copy(this.share.url, button, this.element))) {
      await this.open(true);
      this.element.querySelector('.url')?.focus();
    }
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
    const work = async () => this.#host.changed(this, (await api.revoke(this.share.id)).share);
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

  #part(selector) {
    return this.element.querySelector(selector);
  }

  #on(selector, listener) {
    this.#part(selector).addEventListener('click', listener);
  }

  #write(selector, words) {
    write(this.#part(selector), words);
  }
}
