import { now } from './api.js';
import { crc64 } from './crc64.js';
import { persist, send } from './send.js';
import { Upload } from './upload.js';

/** Returns the upload of a share: of a small file in one form, of a large one in parts. */
export function bucketUpload(file, upload, renew, watcher) {
  if (upload.kind === 'form') {
    return new FormUpload(file, upload, renew, watcher);
  }
  return new Upload(file, upload.plan, async () => (await renew()).plan, watcher, now);
}

/** Uploads a file in one request, from the beginning each time. */
class FormUpload {
  /** CRC-64 of the file, which tells whether the object is this file. The parts of a large one are compared singly. */
  crc64;
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
    this.crc64 = await crc64(this.#file);
    try {
      await this.#send(signal);
    } catch (error) {
      if (!error.isFinal) {
        throw error;
      }
      // The form may have expired; OSS has no error code for that alone.
      this.#form = await this.#renew();
      await this.#send(signal);
    }
    return true;
  }

  /** Half a form is worth nothing. */
  pause() {
    return false;
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
        // An earlier attempt may have succeeded, although its response was lost.
        if (error.code !== 'FileAlreadyExists') {
          progress(0);
          throw error;
        }
        progress(this.#file.size);
      }
    }, this.#watcher, signal);
  }
}
