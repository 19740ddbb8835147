import * as api from './api.js';
import { hold } from './open-uploads.js';
import { Sending } from './sending.js';
import { number, text } from './words.js';

/** States of the files, of which the first one that a file has is that of all. */
const STATES = ['running', 'interrupted', 'pausing', 'waiting', 'lost', 'failed', 'paused'];

/** Several files on their way into one share, which looks like one {@link Sending}. */
export class Batch {
  state = 'waiting';
  notice = '';
  file;
  share;
  #files;
  #options;
  #changed;
  #count;
  #sendings = [];
  #sent = 0;
  #isClosing = false;
  #isSkipping = false;
  #close;
  #closed = new Promise((resolve) => { this.#close = resolve; });

  /**
   * @param share share of an earlier visit that the files belong to, or null
   * @param options what is set before the share opens, with its name
   */
  constructor(files, options, share, changed) {
    this.#files = files;
    this.#options = options;
    this.#changed = changed;
    this.#count = share?.files ?? files.length;
    this.share = share;
    this.file = { name: share?.name ?? options.name, size: share?.size ?? files.reduce((sum, file) => sum + file.size, 0) };
  }

  get isOpen() {
    return this.state !== 'done' && this.state !== 'cancelled';
  }

  get isActive() {
    return ['waiting', 'running', 'interrupted', 'pausing'].includes(this.state);
  }

  get bytes() {
    return this.#sendings.reduce((sum, sending) => sum + sending.bytes, this.#sent);
  }

  get rate() {
    return this.#sendings.reduce((sum, sending) => sum + (sending.state === 'running' ? sending.rate : 0), 0);
  }

  /** Whether the share can open without the files that cannot be sent. */
  get canSkip() {
    return this.state === 'failed' && this.#failed.length > 0 && this.#failed.length < this.#count;
  }

  get #failed() {
    return this.#sendings.filter((sending) => sending.state === 'failed');
  }

  async start() {
    const isNew = this.#sendings.length === 0;
    if (isNew) {
      this.#become('running');
      try {
        await this.#open();
      } catch (error) {
        this.#become(error.status === 0 || error.status >= 500 ? 'lost' : 'failed', error.message);
        return;
      }
    }
    this.#sendings.filter((sending) => sending.isOpen && (isNew || !sending.isActive || sending.state === 'pausing')).forEach((sending) => sending.start());
    this.#update();
  }

  pause() {
    this.#sendings.filter((sending) => sending.isOpen).forEach((sending) => sending.pause());
    this.#update();
  }

  async cancel() {
    this.#isClosing = true;
    await Promise.all(this.#sendings.filter((sending) => sending.isOpen).map((sending) => sending.cancel()));
    try {
      if (this.share) {
        await api.remove(this.share.id, true);
      }
    } catch (error) {
      if (error.status !== 404) {
        this.#isClosing = false;
        this.#become('failed', error.message);
        return;
      }
    }
    this.#become('cancelled');
  }

  /** Opens the share without the files that cannot be sent. */
  async skip() {
    if (this.#isSkipping) {
      return;
    }
    this.#isSkipping = true;
    try {
      await this.#leaveOut();
    } finally {
      this.#isSkipping = false;
    }
  }

  async #leaveOut() {
    for (const sending of this.#failed) {
      try {
        this.share = (await api.leaveOut(this.share.id, sending.id)).share;
      } catch (error) {
        if (error.status !== 404) {
          this.#become('failed', error.message);
          return;
        }
      }
      this.#sendings.splice(this.#sendings.indexOf(sending), 1);
      this.#count--;
    }
    this.#update();
  }

  async #open() {
    const known = this.share ? await api.show(this.share.id) : await api.createShare(this.#files, this.#options);
    const left = [...this.#files];
    const take = ({ name, size }) => {
      const at = left.findIndex((file) => file.name.trim() === name && file.size === size);
      return at < 0 ? null : left.splice(at, 1)[0];
    };
    // A new share has the files in their order; the portal may have changed a name.
    const pairs = known.files.map((entry, i) => [entry, this.share ? take(entry) : this.#files[i]]);
    const missing = pairs.filter(([entry, file]) => !entry.isUploaded && !file);
    if (missing.length > 0) {
      throw new api.ApiError(text('say.missing', { count: number(missing.length), name: missing[0][0].name }), 400);
    }
    this.share = known.share;
    this.#sent = pairs.reduce((sum, [entry]) => sum + (entry.isUploaded ? entry.size : 0), 0);
    hold(this.share.id, this.#closed);
    const portal = api.filesOfShare(this.share.id);
    this.#sendings = pairs.filter(([entry]) => !entry.isUploaded).map(([entry, file]) => {
      const sending = new Sending(file, { id: entry.id }, () => this.#update(), portal);
      sending.id = entry.id;
      return sending;
    });
    if (this.#sendings.length === 0) {
      // All files are there, and the share was not opened.
      this.share = (await portal.complete(known.files[0].id)).share;
    }
  }

  #update() {
    if (this.#isClosing) {
      return;
    }
    this.share = this.#sendings.map((sending) => sending.share).find((share) => share?.state === 'OPEN') ?? this.share;
    const state = STATES.find((candidate) => this.#sendings.some((sending) => sending.state === candidate)) ?? 'done';
    const done = this.#count - this.#sendings.filter((sending) => sending.isOpen).length;
    const first = this.#sendings.find((sending) => sending.state === state);
    const notice = state === 'failed' || state === 'lost'
      ? `${first.file.name}: ${first.notice}`
      : text('say.filesSent', { count: number(done), total: number(this.#count) });
    this.#become(state, notice);
  }

  #become(state, notice = '') {
    this.state = state;
    this.notice = notice;
    if (!this.isOpen) {
      this.#close();
    }
    this.#changed(this);
  }
}
