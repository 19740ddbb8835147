/** The link has come to its end. */
export class LinkExpired extends Error {}

/** The download did not succeed, for a reason whose text holds no link. */
export class Refusal extends Error {}

/** Streams to a file that the browser keeps for this page, and hands it over once it is complete. */
export async function download(link, name, progress) {
  // Without a scheme it would be taken for an address on the server of this page.
  if (!URL.canParse(link)) {
    throw new Refusal('this is no link');
  }
  const response = await fetch(link, {
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
  });
  if (response.status !== 200) {
    throw refusal(response.status, await response.text());
  }

  const announced = Number(response.headers.get('Content-Length') ?? NaN);
  let received = 0;
  const counter = new TransformStream({
    transform(chunk, next) {
      received += chunk.byteLength;
      progress(received, announced);
      next.enqueue(chunk);
    },
  });
  const folder = await navigator.storage.getDirectory();
  const part = await folder.getFileHandle(`${crypto.randomUUID()}.part`, { create: true });
  try {
    await response.body.pipeThrough(counter).pipeTo(await part.createWritable());
    // The browser unpacks what is compressed, and then the lengths differ.
    if (!response.headers.has('Content-Encoding') && received !== announced) {
      throw new Refusal(`expected ${announced} bytes but received ${received}`);
    }
  } catch (error) {
    await folder.removeEntry(part.name);
    throw error;
  }
  save(await part.getFile(), name);
  return received;
}

function save(file, name) {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(file);
  anchor.download = name;
  anchor.click();
}

function refusal(status, body) {
  if (/Request has expired|<EC>0002-00000(069|236)<|<Code>SecurityTokenExpired</.test(body)) {
    return new LinkExpired();
  }
  const code = /<Code>([A-Za-z]+)</.exec(body)?.[1] ?? '';
  return new Refusal(`status ${status} ${code}`);
}

/** Removes what earlier visits have left behind. */
export async function tidyUp() {
  const folder = await navigator.storage.getDirectory();
  for await (const name of folder.keys()) {
    // Another tab may be writing to it.
    await folder.removeEntry(name).catch(() => {});
  }
}
