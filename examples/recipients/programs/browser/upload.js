import { crc64 } from './crc64.js';
import { delay, Refusal, send } from './send.js';

const PARALLEL = 3;
const ATTEMPTS = 6;
/** Links that end within this time are replaced before they are used. */
const MARGIN = 60_000;

/** Asks the server for a plan: of a new upload, or with fresh links of one that is open. */
async function getPlan(path, fields) {
  const response = await fetch(path, { method: 'POST', body: new URLSearchParams(fields) });
  if (response.status >= 400 && response.status < 500) {
    throw new Refusal(`the server gives no links: status ${response.status}`);
  }
  if (!response.ok) {
    throw new Error(`the server responds with status ${response.status}`);
  }
  return response.json();
}

/** Uploads a file in parts with a plan of presigned links. */
export class Upload {
  #file;
  #plan;
  #renewal = null;
  #watcher;
  #checksums = new Map();
  #sent = new Map();

  /** @param watcher has the methods progress(bytes) and waiting(seconds) */
  constructor(file, plan, watcher) {
    this.#file = file;
    this.#plan = plan;
    this.#watcher = watcher;
  }

  static async open(file, watcher) {
    return new Upload(file, await getPlan('/uploads', { size: file.size }), watcher);
  }

  /** Goes on with an upload of an earlier visit. */
  static async reopen(file, { uploadId, key }, watcher) {
    return new Upload(file, await getPlan('/uploads/links', { size: file.size, uploadId, key }), watcher);
  }

  /** What a later visit needs to go on. It holds no link: the server is asked for those again. */
  get id() {
    return { uploadId: this.#plan.uploadId, key: this.#plan.key };
  }

  // tag::run[]
  /** Sends what is not stored yet, and completes the upload. It can be called again when it has failed or was aborted. */
  async run(signal) {
    try {
      for (let round = 0; round < ATTEMPTS; round++) {
        const stored = await this.#stored(signal);
        const missing = await this.#missing(stored, signal);
        if (missing.length === 0) {
          return await this.#complete(stored, signal);
        }
        await this.#sendAll(missing, signal);
      }
      throw new Refusal('the bucket stores other bytes than the file has');
    } catch (error) {
      // An earlier completion may have succeeded, although its response was lost.
      if (error.code !== 'NoSuchUpload' || !(await this.#isComplete())) {
        throw error;
      }
    }
  }
  // end::run[]

  /** Deletes the upload and the parts that are stored. */
  async abort() {
    await this.#call((plan) => plan.abort);
  }

  /** Returns size, checksum and entity tag of each stored part, by its number. */
  async #stored(signal) {
    const stored = new Map();
    for (const page of this.#plan.list.keys()) {
      const { text } = await this.#call((plan) => plan.list[page], { signal });
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
    await this.#call((plan) => plan.parts.find((part) => part.number === number), { method: 'PUT', body, progress, signal });
  }

  async #complete(stored, signal) {
    const parts = this.#plan.parts.map(({ number }) =>
      `<Part><PartNumber>${number}</PartNumber><ETag>${stored.get(number).etag}</ETag></Part>`);
    const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
    await this.#call((plan) => plan.complete, { body, signal });
  }

  async #isComplete() {
    const { length } = await this.#call((plan) => plan.object).catch(() => ({}));
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

  /** Sends a request with one of the links, again after 1, 2, 4 … seconds if it may succeed then. */
  async #call(choose, { signal, ...request } = {}) {
    for (let failures = 1; ; failures++) {
      try {
        return await send({ ...choose(await this.#livingPlan()), ...request }, signal);
      } catch (error) {
        request.progress?.(0);
        if (signal?.aborted || error instanceof Refusal || failures === ATTEMPTS) {
          throw error;
        }
        if (error.isExpired) {
          this.#plan.expiresAt = 0;
        }
        const seconds = 2 ** (failures - 1);
        this.#watcher.waiting(seconds);
        await delay(seconds * 1000, signal);
      }
    }
  }

  /** Returns the plan, with fresh links from the server if they are about to end. */
  async #livingPlan() {
    if (new Date(this.#plan.expiresAt) - Date.now() < MARGIN) {
      this.#renewal ??= getPlan('/uploads/links', { size: this.#file.size, ...this.id })
        .finally(() => { this.#renewal = null; });
      this.#plan = await this.#renewal;
    }
    return this.#plan;
  }
}
