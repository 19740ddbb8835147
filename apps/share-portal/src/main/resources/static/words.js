// Texts of the page, and numbers, sizes and times, in the language of the page.
const LANGUAGE = document.documentElement.lang;
const TEXTS = new Map(
  [...document.getElementById('texts').content.querySelectorAll('data')].map((entry) => [entry.value, entry.textContent]));

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

/** Returns a text with its placeholders replaced. A file name is isolated, so that its direction changes nothing else. */
export function text(key, values = {}) {
  return TEXTS.get(key).replace(/\{(\w+)\}/g, (_, name) => (name === 'name' ? `\u2068${values.name}\u2069` : values[name]));
}

function quantity(value, unit, unitDisplay, digits) {
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(LANGUAGE, { style: 'unit', unit, unitDisplay, ...fraction }).format(value);
}

export function number(value) {
  return new Intl.NumberFormat(LANGUAGE).format(value);
}

export function percent(share) {
  return new Intl.NumberFormat(LANGUAGE, { style: 'percent' }).format(Math.floor(share * 100) / 100);
}

/** Returns a size in decimal units, as the pages of the server write it. */
export function size(bytes, per = '') {
  let power = 0;
  // Half a digit earlier, so that no size is rounded to 1,000.0.
  while (bytes / 1000 ** power >= 999.95 && power < UNITS.length - 1) {
    power++;
  }
  const isWhole = power === 0;
  return quantity(bytes / 1000 ** power, UNITS[power] + per, isWhole && !per ? 'long' : 'short', isWhole ? 0 : 1);
}

export function rate(bytesPerSecond) {
  return size(bytesPerSecond, '-per-second');
}

function inUnits(milliseconds) {
  const length = Math.abs(milliseconds);
  if (length < MINUTE) {
    return [Math.max(1, Math.floor(length / 1000)), 'second'];
  }
  // To the nearest: what ends in seven days does not end in six days a minute later.
  if (length >= 2 * DAY - HOUR / 2 || length === DAY) {
    return [Math.round(length / DAY), 'day'];
  }
  return length >= 90 * MINUTE || length === HOUR ? [Math.round(length / HOUR), 'hour'] : [Math.round(length / MINUTE), 'minute'];
}

export function duration(milliseconds) {
  return quantity(...inUnits(milliseconds), 'long', 0);
}

/** Returns a time in words, seen from now: "in 3 days", "2 hours ago". */
export function distance(milliseconds) {
  const [value, unit] = inUnits(milliseconds);
  return new Intl.RelativeTimeFormat(LANGUAGE).format(milliseconds < 0 ? -value : value, unit);
}

/** Returns date, time and the offset of the zone. */
export function moment(time) {
  const date = new Date(time);
  const zone = new Intl.DateTimeFormat(LANGUAGE, { timeZoneName: 'shortOffset' })
    .formatToParts(date)
    .find((part) => part.type === 'timeZoneName').value;
  return `${new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'full', timeStyle: 'short' }).format(date)} (${zone})`;
}

/** Returns date and time, short enough for a choice. */
export function shortMoment(time) {
  return new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time));
}

/** Returns the length of an ISO 8601 duration of days or less, in milliseconds. */
export function parseDuration(iso) {
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(iso);
  return days * DAY + hours * HOUR + minutes * MINUTE + seconds * 1000;
}

/** Returns a time as a field of the type datetime-local takes it. */
export function localValue(time) {
  const date = new Date(time);
  return new Date(date - date.getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);
}
