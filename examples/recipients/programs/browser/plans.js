import { Refusal } from './send.js';

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

/** Returns the plan of a new upload. */
export function newPlan({ size }) {
  return getPlan('/uploads', { size });
}

/** Returns the plan of an upload that is open, with fresh links. */
export function freshPlan({ size }, { uploadId, key }) {
  return getPlan('/uploads/links', { size, uploadId, key });
}
