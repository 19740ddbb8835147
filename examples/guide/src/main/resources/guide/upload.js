// tag::upload[]
/** Uploads a chosen file through a link that the server generates. */
export async function upload(file) {
  const permission = await fetch('/upload-link', { method: 'POST' });
  if (!permission.ok) {
    throw new Error(`no link: status ${permission.status}`);
  }
  const response = await fetch(await permission.text(), {
    method: 'PUT',
    body: file,
    // The link is signed for this type; without it the browser sends that of the file.
    headers: { 'Content-Type': 'application/octet-stream' },
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
  });
  if (!response.ok) {
    throw new Error(`not stored: status ${response.status}`);
  }
}
// end::upload[]
