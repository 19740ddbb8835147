import { now } from './api.js';
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
      if (!error.isFinal) {
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
