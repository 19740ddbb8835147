import { ApiError, now } from './api.js';
import { crc64 } from './crc64.js';
import { delay, Refusal, send } from './send.js';

const PARALLEL = 3;
const ATTEMPTS = 6;
/** Links that end within this time are replaced before they are used. */
const MARGIN = 60_000;

/** Whether it does not help to try again. */
export function isFinal(error) {
  return error instanceof Refusal || (error instanceof ApiError && !error.isTemporary);
}

/** Repeats what fails, after 1, 2, 4 … seconds, as long as it may succeed. */
export async function persist(attempt, watcher, signal) {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted || isFinal(error) || failures === ATTEMPTS) {
        throw error;
      }
      const seconds = 2 ** (failures - 1);
      watcher.waiting(seconds);
      await delay(seconds * 1000, signal);
    }
  }
}

/** Returns the upload of a share: of a small file in one form, of a large one in parts. */
export function bucketUpload(file, upload, renew, watcher) {
  return upload.kind === 'form' ? new FormUpload(file, upload, renew, watcher) : new PartUpload(file, upload.plan, renew, watcher);
}

/** Uploads a file in one request, from the beginning each time. */
class FormUpload {
  #file;
  #form;
  #renew;
  #watcher;

  constructor(file, form, renew, watcher) {
    this.#file = file;
    this.#form = form;
    this.#renew = renew;
    this.#watcher = watcher;
  }

  async run(signal) {
    try {
      await this.#send(signal);
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      // The form may have expired; OSS has no error code for that alone.
      this.#form = await this.#renew();
      await this.#send(signal);
    }
  }

  #send(signal) {
    const body = new FormData();
    Object.entries(this.#form.fields).forEach(([name, value]) => body.append(name, value));
    body.append('file', this.#file);
    // The form itself has bytes, too.
    const progress = (bytes) => this.#watcher.progress(Math.min(bytes, this.#file.size));
    return persist(async () => {
      try {
        await send({ method: 'POST', url: this.#form.url, body, progress }, signal);
      } catch (error) {
        progress(0);
        throw error;
      }
    }, this.#watcher, signal);
  }
}

/** Uploads a file in parts with a plan of presigned links. Parts that the bucket has are not sent again. */
class PartUpload {
  #file;
  #plan;
  #renew;
  #watcher;
  #renewal = null;
  #checksums = new Map();
  #sent = new Map();

  constructor(file, plan, renew, watcher) {
    this.#file = file;
    this.#plan = plan;
    this.#renew = renew;
    this.#watcher = watcher;
  }

  /** Sends what is not stored yet, and completes the upload. It can be called again when it has failed or was aborted. */
  async run(signal) {
    try {
      for (let round = 0; round < ATTEMPTS; round++) {
        const stored = await this.#stored(signal);
        const missing = await this.#missing(stored, signal);
        if (missing.length === 0) {
          await this.#complete(stored, signal);
          return;
        }
        await this.#sendAll(missing, signal);
      }
      throw new Refusal('the bucket stores other bytes than the file has');
    } catch (error) {
      // An earlier completion may have succeeded, although its response was lost.
      if (error.code !== 'NoSuchUpload' || !(await this.#isComplete(signal))) {
        throw error;
      }
    }
  }

  /** Returns size, checksum and entity tag of each stored part, by its number. */
  async #stored(signal) {
    const stored = new Map();
    for (const page of this.#plan.list.keys()) {
      const { text } = await this.#call((plan) => plan.list[page], signal);
      for (const part of new DOMParser().parseFromString(text, 'text/xml').getElementsByTagName('Part')) {
        const field = (name) => part.getElementsByTagName(name)[0]?.textContent;
        stored.set(Number(field('PartNumber')), { size: Number(field('Size')), checksum: field('HashCrc64ecma'), etag: field('ETag') });
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
    const body = this.#slice(number);
    const progress = (bytes) => this.#progress(number, bytes);
    await this.#call((plan) => plan.parts.find((part) => part.number === number), signal, { method: 'PUT', body, progress });
  }

  async #complete(stored, signal) {
    const parts = this.#plan.parts.map(({ number }) =>
      `<Part><PartNumber>${number}</PartNumber><ETag>${stored.get(number).etag}</ETag></Part>`);
    const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
    await this.#call((plan) => plan.complete, signal, { body });
  }

  async #isComplete(signal) {
    const { length } = await this.#call((plan) => plan.object, signal).catch(() => ({}));
    return length === this.#file.size;
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

  /** Returns the plan, with fresh links from the portal if they are about to end. */
  async #livingPlan() {
    if (new Date(this.#plan.expiresAt) - now() < MARGIN) {
      this.#renewal ??= this.#renew().finally(() => { this.#renewal = null; });
      this.#plan = (await this.#renewal).plan;
    }
    return this.#plan;
  }
}
