// Uploads that are open in a tab of this browser. Each holds a lock, which the browser releases at the latest with its tab.
const PREFIX = 'upload of ';

/** Holds the lock of a share until the promise is settled. Pages that are not secure have no locks. */
export function hold(share, until) {
  navigator.locks?.request(PREFIX + share, () => until);
}

/** Returns the ids of the shares whose upload is open in this tab or in another one. */
export async function openUploads() {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.filter(({ name }) => name.startsWith(PREFIX)).map(({ name }) => name.slice(PREFIX.length)));
}
