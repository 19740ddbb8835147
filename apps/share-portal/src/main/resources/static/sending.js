import * as api from './api.js';
import { bucketUpload } from './bucket-upload.js';
import { hold } from './open-uploads.js';
import { persist } from './send.js';
import { number, text } from './words.js';

const AT_ONCE = 2;
const PACE = 10_000;

const waiting = [];
const active = new Set();

function startNext() {
  while (active.size < AT_ONCE && waiting.length > 0) {
    const sending = waiting.shift();
    active.add(sending);
    sending.run().finally(() => {
      active.delete(sending);
      startNext();
    });
  }
}

/**
 * A file on its way into the bucket. The state is waiting, running, interrupted (it tries again by itself), pausing, paused, lost
 * (it goes on when the portal and the bucket respond again), failed, cancelled or done.
 */
export class Sending {
  state = 'waiting';
  notice = '';
  bytes = 0;
  #changed;
  #portal;
  #upload = null;
  #stop = new AbortController();
  #end = Promise.resolve();
  #pace = [];
  #close;
  #closed = new Promise((resolve) => { this.#close = resolve; });

  /**
   * @param share share of an earlier visit that the file belongs to, or null
   * @param portal has the methods create, freshUpload, complete and remove
   */
  constructor(file, share, changed, portal = api) {
    this.file = file;
    this.share = share;
    this.#changed = changed;
    this.#portal = portal;
    if (share) {
      hold(share.id, this.#closed);
    }
  }

  get isOpen() {
    return this.state !== 'done' && this.state !== 'cancelled';
  }

  /** Whether bytes go, or will go without anyone doing something. */
  get isActive() {
    return ['waiting', 'running', 'interrupted', 'pausing'].includes(this.state);
  }

  /** Puts the file into the queue, when what was paused has come to its end. */
  async start() {
    if (this.state === 'pausing') {
      this.#upload.resume();
      this.#become('running');
      return;
    }
    this.#become('waiting');
    await this.#end;
    if (this.state === 'waiting' && !waiting.includes(this)) {
      waiting.push(this);
      startNext();
    }
  }

  /** Stops when the parts in progress are stored, or at once if there are none. */
  pause() {
    if (this.state === 'running' && this.#upload?.pause()) {
      this.#become('pausing', text('say.pausing'));
    } else {
      this.#leave();
      this.#become('paused');
    }
  }

  async cancel() {
    this.#leave();
    this.#become('paused');
    await this.#end;
    try {
      if (this.share) {
        await this.#portal.remove(this.share.id, true);
      }
    } catch (error) {
      if (error.status !== 404) {
        this.#become('failed', error.message);
        return;
      }
    }
    this.#become('cancelled');
  }

  /** Sends the file. Called by the queue. */
  run() {
    const { signal } = this.#stop = new AbortController();
    this.#pace = [];
    this.#end = this.#send(signal).catch((error) => {
      if (!signal.aborted) {
        this.#fail(error);
      }
    });
    return this.#end;
  }

  /** Returns bytes per second of the last seconds, or 0 if that is not known yet. */
  get rate() {
    const [first, last] = [this.#pace[0], this.#pace.at(-1)];
    const seconds = first ? (last.time - first.time) / 1000 : 0;
    return seconds > 1 ? Math.max(0, (last.bytes - first.bytes) / seconds) : 0;
  }

  progress(bytes) {
    const more = bytes > this.bytes;
    this.bytes = bytes;
    const time = performance.now();
    this.#pace = [...this.#pace.filter((point) => time - point.time < PACE && point.bytes <= bytes), { time, bytes }];
    if (more && this.state === 'interrupted') {
      this.#become('running');
    }
    this.#changed(this);
  }

  waiting(seconds) {
    if (this.state === 'pausing') {
      this.pause();
    } else if (!this.#stop.signal.aborted) {
      this.#become('interrupted', text('say.interrupted', { seconds: number(seconds) }));
    }
  }

  async #send(signal) {
    this.#become('running');
    this.#upload ??= await this.#open();
    signal.throwIfAborted();
    if (!(await this.#upload.run(signal))) {
      this.#become('paused');
      return;
    }
    this.share = (await persist(() => this.#portal.complete(this.share.id, this.#upload.crc64), this, signal)).share;
    this.#become('done');
  }

  async #open() {
    const renew = async () => (await this.#portal.freshUpload(this.share.id)).upload;
    if (this.share) {
      return bucketUpload(this.file, await renew(), renew, this);
    }
    const { share, upload } = await this.#portal.create(this.file);
    this.share = share;
    hold(share.id, this.#closed);
    this.#changed(this);
    return bucketUpload(this.file, upload, renew, this);
  }

  #fail(error) {
    if (error instanceof api.ApiError) {
      this.#upload = null;
      if (error.status === 404 || (error.status === 409 && this.#portal.deletesMismatch)) {
        // Another attempt sends the file anew.
        this.share = null;
      }
      const message = error.status === 409 ? text('say.mismatch') : error.message;
      this.#become(error.status === 0 || error.status >= 500 ? 'lost' : 'failed', message);
    } else if (error.isFinal) {
      // Another attempt begins with fresh links.
      this.#upload = null;
      this.#become('failed', text('say.refused', { reason: error.message }));
    } else if (error instanceof DOMException) {
      this.#become('failed', text('say.unreadable'));
    } else {
      this.#become('lost', text('say.lost'));
    }
  }

  #leave() {
    const place = waiting.indexOf(this);
    if (place >= 0) {
      waiting.splice(place, 1);
    }
    this.#stop.abort();
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
