// tag::upload[]
/** Uploads a chosen file through a link that the server generates, and returns the key of the object. */
export async function upload(file) {
  const response = await fetch(`/upload-link?type=${encodeURIComponent(file.type)}`, { method: 'POST' });
  if (!response.ok) {
    throw new Error(`no link: status ${response.status}`);
  }
  const link = await response.json();
  const stored = await fetch(link.url, {
    method: link.method,
    body: file,
    // The content type for which the link is signed; without it the browser sends that of the file.
    headers: link.requiredHeaders,
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
  });
  if (!stored.ok) {
    throw new Error(`not stored: status ${stored.status}`);
  }
  return link.key;
}
// end::upload[]
