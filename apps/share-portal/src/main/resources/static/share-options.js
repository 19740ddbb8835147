import { now } from './api.js';
import { duration, parseDuration, text } from './words.js';

const DAY = 24 * 3_600_000;
const LIFETIMES = [DAY / 24, DAY, 3 * DAY, 7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY];

const form = document.getElementById('options');
const { title, end, maxDownloads, password, note } = form.elements;
let max = 0;

form.addEventListener('submit', (event) => event.preventDefault());

/** Offers the ends that the portal accepts. */
export function offer(limits) {
  max = parseDuration(limits.maxLifetime);
  end.replaceChildren(
    new Option(text('say.after', { time: duration(parseDuration(limits.defaultLifetime)) }), ''),
    ...LIFETIMES.filter((lifetime) => lifetime <= max).map((lifetime) => new Option(text('say.after', { time: duration(lifetime) }), lifetime)));
}

/** Returns what the next share has before anybody can open it, or null if the form must be corrected first. */
export function options(count) {
  if (!form.reportValidity()) {
    return null;
  }
  const chosen = {};
  if (count > 1) {
    chosen.name = title.value.trim() || text('say.several', { count });
  }
  if (end.value !== '') {
    // The clocks may differ by seconds.
    chosen.expiresAt = new Date(now() + Math.min(Number(end.value), max - 10_000)).toISOString();
  }
  if (maxDownloads.value !== '') {
    chosen.maxDownloads = Number(maxDownloads.value);
  }
  if (password.value !== '') {
    chosen.password = password.value;
  }
  if (note.value !== '') {
    chosen.note = note.value;
  }
  return chosen;
}
