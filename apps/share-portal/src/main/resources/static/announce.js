let last = '';

/** Says something to those who use a screen reader. */
export function announce(message) {
  // The same text again is only read if it differs.
  last = message === last ? `${message}\u00a0` : message;
  document.getElementById('announcer').textContent = last;
}
