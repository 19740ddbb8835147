import { crc64 } from './crc64.js';
import { persist, Refusal, send } from './send.js';

const PARALLEL = 3;
const ROUNDS = 6;
/** Links that end within this time are replaced before they are used. */
const MARGIN = 60_000;

/** Uploads a file in parts with a plan of presigned links. */
export class Upload {
  #file;
  #plan;
  #renew;
  #watcher;
  #now;
  #renewal = null;
  #checksums = new Map();
  #sent = new Map();
  #isPaused = false;
  #inProgress = 0;

  /**
   * @param renew asks the server for the plan with fresh links
   * @param watcher has the methods progress(bytes) and waiting(seconds)
   * @param now returns the time of the server, if the clock of this device is known to be wrong
   */
  constructor(file, plan, renew, watcher, now = Date.now) {
    this.#file = file;
    this.#plan = plan;
    this.#renew = renew;
    this.#watcher = watcher;
    this.#now = now;
  }

  /**
   * Sends what is not stored yet, and completes the upload. It can be called again when it has failed, was aborted or paused.
   *
   * @return whether the upload is complete; not if it was paused
   */
  async run(signal) {
    this.#isPaused = false;
    try {
      for (let round = 0; round < ROUNDS; round++) {
        const stored = await this.#stored(signal);
        const missing = await this.#missing(stored, signal);
        if (missing.length === 0) {
          await this.#complete(stored, signal);
          return true;
        }
        await this.#sendAll(missing, signal);
        if (this.#isPaused) {
          return false;
        }
      }
      throw new Refusal('the bucket stores other bytes than the file has');
    } catch (error) {
      // An earlier completion may have succeeded, although its response was lost.
      if (error.code !== 'NoSuchUpload' || !(await this.#isComplete(signal))) {
        throw error;
      }
      return true;
    }
  }

  /**
   * Sends no further part, and lets those in progress end, because an interrupted part is sent again from its beginning.
   *
   * @return whether parts are in progress; run() ends with them
   */
  pause() {
    this.#isPaused = this.#inProgress > 0;
    return this.#isPaused;
  }

  /** Sends further parts again, before those in progress have ended. */
  resume() {
    this.#isPaused = false;
  }

  /** Deletes the upload and the parts that are stored. */
  async abort() {
    await this.#call((plan) => plan.abort);
  }

  /** Returns size, checksum and entity tag of each stored part, by its number. */
  async #stored(signal) {
    const stored = new Map();
    for (const page of this.#plan.list.keys()) {
      const { text } = await this.#call((plan) => plan.list[page], signal);
      for (const part of new DOMParser().parseFromString(text, 'text/xml').getElementsByTagName('Part')) {
        const field = (name) => part.getElementsByTagName(name)[0]?.textContent;
        const [number, size] = [Number(field('PartNumber')), Number(field('Size'))];
        stored.set(number, { size, checksum: field('HashCrc64ecma'), etag: field('ETag') });
      }
    }
    return stored;
  }

  /** Returns the numbers of the parts that are not stored as they are in the file. */
  async #missing(stored, signal) {
    this.#sent.clear();
    const missing = [];
    for (const { number } of this.#plan.parts) {
      signal.throwIfAborted();
      const { size, checksum } = stored.get(number) ?? {};
      if (size === this.#slice(number).size && (!checksum || checksum === await this.#checksum(number))) {
        this.#progress(number, size);
      } else {
        missing.push(number);
      }
    }
    return missing;
  }

  async #sendAll(missing, signal) {
    const failed = new AbortController();
    const queue = missing.values();
    const sendFromQueue = async () => {
      for (const number of queue) {
        if (this.#isPaused) {
          return;
        }
        await this.#sendPart(number, AbortSignal.any([signal, failed.signal]));
      }
    };
    try {
      await Promise.all(Array.from({ length: PARALLEL }, sendFromQueue));
    } finally {
      // If one part fails for good, the others stop.
      failed.abort();
    }
  }

  async #sendPart(number, signal) {
    await this.#checksum(number);
    if (this.#isPaused) {
      return;
    }
    const body = this.#slice(number);
    const progress = (bytes) => this.#progress(number, bytes);
    this.#inProgress++;
    try {
      await this.#call((plan) => plan.parts.find((part) => part.number === number), signal, { method: 'PUT', body, progress });
    } finally {
      this.#inProgress--;
    }
  }

  async #complete(stored, signal) {
    const parts = this.#plan.parts.map(({ number }) =>
      `<Part><PartNumber>${number}</PartNumber><ETag>${stored.get(number).etag}</ETag></Part>`);
    const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
    const { text } = await this.#call((plan) => plan.complete, signal, { body });
    // An error may come with status 200, and a proxy may answer in place of the bucket.
    if (!text.includes('</CompleteMultipartUploadResult>') && !(await this.#isComplete(signal))) {
      throw new Error('the bucket does not confirm the upload');
    }
  }

  /** Returns whether the object has the bytes of the file. One of the same size may be that of another upload. */
  async #isComplete(signal) {
    try {
      const { length, checksum } = await this.#call((plan) => plan.object, signal);
      return length === this.#file.size && checksum === await crc64(this.#file);
    } catch (error) {
      if (error.isFinal) {
        return false;
      }
      throw error;
    }
  }

  #slice(number) {
    return this.#file.slice((number - 1) * this.#plan.partSize, number * this.#plan.partSize);
  }

  async #checksum(number) {
    if (!this.#checksums.has(number)) {
      this.#checksums.set(number, await crc64(this.#slice(number)));
    }
    return this.#checksums.get(number);
  }

  #progress(number, bytes) {
    this.#sent.set(number, bytes);
    this.#watcher.progress([...this.#sent.values()].reduce((sum, value) => sum + value, 0));
  }

  #call(choose, signal, request) {
    return persist(async () => {
      try {
        return await send({ ...choose(await this.#livingPlan()), ...request }, signal);
      } catch (error) {
        request?.progress?.(0);
        if (error.isExpired) {
          this.#plan.expiresAt = 0;
        }
        throw error;
      }
    }, this.#watcher, signal);
  }

  /** Returns the plan, with fresh links from the server if they are about to end. */
  async #livingPlan() {
    if (new Date(this.#plan.expiresAt) - this.#now() < MARGIN) {
      this.#renewal ??= this.#renew().finally(() => { this.#renewal = null; });
      this.#plan = await this.#renewal;
    }
    return this.#plan;
  }
}
