const ATTEMPTS = 6;

/** The server or the bucket refuses, and to try again does not help. */
export class Refusal extends Error {
  isFinal = true;

  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

/** Sends one request. fetch does not report the progress of an upload, so this is an XMLHttpRequest. */
export async function send({ method, url, requiredHeaders = {}, body, progress }, signal) {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const abort = () => xhr.abort();
    xhr.open(method, url);
    Object.entries(requiredHeaders).forEach(([name, value]) => xhr.setRequestHeader(name, value));
    xhr.upload.onprogress = (event) => progress?.(event.loaded);
    xhr.onerror = () => reject(new Error('the connection is lost'));
    xhr.onabort = () => reject(signal.reason);
    xhr.onload = () => {
      if (xhr.status >= 200 && xhr.status < 300) {
        const [length, checksum] = ['Content-Length', 'x-oss-hash-crc64ecma'].map((name) => xhr.getResponseHeader(name));
        resolve({ text: xhr.responseText, length: Number(length), checksum });
      } else {
        reject(failure(xhr.status, xhr.responseText));
      }
    };
    xhr.onloadend = () => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort);
    xhr.send(body);
  });
}

function failure(status, body) {
  const code = /<Code>([A-Za-z]+)</.exec(body)?.[1] ?? '';
  const isExpired = /Request has expired|<EC>0002-00000(069|236)<|<Code>SecurityTokenExpired</.test(body);
  if (isExpired || status >= 500 || status === 408 || status === 429) {
    return Object.assign(new Error(`status ${status} ${code}`), { isExpired });
  }
  return new Refusal(`status ${status} ${code}`, code);
}

/** Repeats what fails, after 1, 2, 4 … seconds, as long as it may succeed. An error that is final has the property isFinal. */
export async function persist(attempt, watcher, signal) {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (signal?.aborted || error.isFinal || failures === ATTEMPTS) {
        throw error;
      }
      const seconds = 2 ** (failures - 1);
      watcher.waiting(seconds);
      await delay(seconds * 1000, signal);
    }
  }
}

/** Waits, unless the signal is aborted before. */
function delay(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
