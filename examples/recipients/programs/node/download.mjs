// Saves what a presigned link points to:  node download.mjs FILE < link.txt
// Exit code 0: saved, 1: failed, 2: called the wrong way, 3: the link has expired.
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';

class Refusal extends Error {
  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}

async function download(link, target) {
  const url = new URL(link);
  const client = url.protocol === 'http:' ? http : https;
  const request = client.get(url, { headers: { 'Accept-Encoding': 'identity' } });
  request.setTimeout(60_000, () => request.destroy(new Refusal('nothing arrived for a minute', 1)));
  const [response] = await once(request, 'response');
  if (response.statusCode !== 200) {
    throw refusal(response.statusCode, await text(response));
  }

  const part = `${target}.${randomUUID()}.part`;
  try {
    const file = createWriteStream(part, { flags: 'wx', mode: 0o600 });
    await pipeline(response, file);
    const length = response.headers['content-length'];
    if (length !== undefined && Number(length) !== file.bytesWritten) {
      throw new Refusal(`expected ${length} bytes but received ${file.bytesWritten}`, 1);
    }
    await rename(part, target);
    return file.bytesWritten;
  } finally {
    await rm(part, { force: true });
  }
}

function refusal(status, body) {
  if (/Request has expired|<EC>0002-00000(069|236)<|<Code>SecurityTokenExpired</.test(body)) {
    return new Refusal('The link has expired. Ask its sender for a new one.', 3);
  }
  const code = /<Code>([A-Za-z]+)</.exec(body)?.[1] ?? '';
  return new Refusal(`status ${status} ${code}`, 1);
}

const [target, ...rest] = process.argv.slice(2);
if (target === undefined || rest.length > 0) {
  console.error('usage: node download.mjs FILE, with the link on standard input');
  process.exit(2);
}
try {
  const [link] = (await text(process.stdin)).split(/\r?\n/);
  console.log(`Saved ${await download(link, target)} bytes.`);
} catch (error) {
  // The texts of other errors may hold the link.
  const reason = error instanceof Refusal ? error.message : (error.code ?? error.name);
  console.error(error.exitCode === 3 ? reason : `The download failed: ${reason}.`);
  process.exitCode = error.exitCode ?? 1;
}
