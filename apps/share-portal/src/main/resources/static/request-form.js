import * as api from './api.js';
import { showProblem } from './problem.js';
import { distance, duration, moment, number, parseDuration, shortMoment, size, text } from './words.js';

const DAY = 24 * 3_600_000;
const KEEP_DAYS = [7, 30, 90, 365];
const LIFETIMES = [DAY, 3 * DAY, 7 * DAY, 30 * DAY, 90 * DAY];
const USUAL = 7 * DAY;
const MEGABYTE = 1_000_000;

/** Form for what an owner asks for, in a new request or in one that exists. */
export class RequestForm {
  #form;
  #limits = null;
  #request = null;

  /** @param form has the fields of the fragment requestFields */
  constructor(form) {
    this.#form = form;
    form.addEventListener('input', () => this.#showEnd());
  }

  /** Shows a request as it is, or, with null, what a new one begins with. */
  fill(limits, request) {
    this.#limits = limits;
    this.#request = request;
    const { title, note, maxFiles, maxSize, end, keepDays, types } = this.#form.elements;
    const max = parseDuration(limits.maxLifetime);
    const choices = LIFETIMES.filter((lifetime) => lifetime <= max).map((lifetime) => this.#choice(lifetime));
    const days = new Set([...KEEP_DAYS.filter((count) => count * DAY <= max), ...(request?.keepDays ? [request.keepDays] : [])]);
    keepDays.replaceChildren(
      new Option(text('say.noEnd'), ''),
      ...[...days].map((count) => new Option(text('say.afterArrival', { time: duration(count * DAY) }), count)));
    keepDays.value = request?.keepDays ?? '';
    if (request) {
      title.value = request.title;
      note.value = request.note;
      maxFiles.value = request.maxFiles;
      maxFiles.min = Math.max(1, request.received);
      maxSize.value = request.maxSize === limits.maxSize ? '' : request.maxSize / MEGABYTE;
      types.value = request.types.join(', ');
      end.replaceChildren(new Option(shortMoment(request.expiresAt), 'now'), ...choices);
    } else {
      end.replaceChildren(...(choices.length > 0 ? choices : [this.#choice(max)]));
      end.value = String(Math.min(USUAL, max));
      if (end.selectedIndex < 0) {
        end.selectedIndex = end.options.length - 1;
      }
    }
    this.complain(null);
    this.#showEnd();
  }

  #choice(lifetime) {
    return new Option(text('say.after', { time: duration(lifetime) }), lifetime);
  }

  /** Returns the end in milliseconds. */
  #end() {
    const { end } = this.#form.elements;
    // The portal does not accept more than its limit, and the clocks may differ by seconds.
    return end.value === 'now'
      ? Date.parse(this.#request.expiresAt)
      : api.now() + Math.min(Number(end.value), parseDuration(this.#limits.maxLifetime) - 10_000);
  }

  #showEnd() {
    const time = this.#end();
    const left = time - api.now();
    const line = this.#form.querySelector('.until');
    const words = text(left < 0 ? 'say.past' : 'say.until', { when: distance(left), time: moment(time) });
    // A text that stays is not read again.
    if (line.textContent !== words) {
      line.textContent = words;
    }
  }

  /** Returns what was entered, in the form of the API; of a request that exists, only what differs. */
  fields() {
    const { title, note, maxFiles, maxSize, end, keepDays, types } = this.#form.elements;
    if (title.value.trim() === '') {
      throw wrong('title');
    }
    if (!maxFiles.validity.valid) {
      throw wrong('maxFiles');
    }
    const limit = maxSize.value === '' ? this.#limits.maxSize : Math.round(Number(maxSize.value) * MEGABYTE);
    if (!maxSize.validity.valid || limit > this.#limits.maxSize) {
      throw wrong('maxSize');
    }
    const entered = {
      title: title.value,
      note: note.value,
      maxFiles: Number(maxFiles.value),
      maxSize: limit,
      keepDays: keepDays.value === '' ? null : Number(keepDays.value),
      types: types.value.split(/[\s,;，、；]+/).map((type) => type.replace(/^\*?\./, '')).filter((type) => type !== ''),
    };
    if (end.value !== 'now') {
      entered.expiresAt = new Date(this.#end()).toISOString();
    }
    return Object.fromEntries(
      Object.entries(entered).filter(([name, value]) => !this.#request || String(value) !== String(this.#request[name])));
  }

  /** Shows an error and leads to its field, or, with null, forgets the last one. */
  complain(error) {
    showProblem(this.#form.querySelector('.problem'), error, error && this.#reason(error));
    for (const input of this.#form.elements) {
      input.removeAttribute('aria-invalid');
    }
    if (error) {
      const input = this.#form.elements.namedItem(error.field ?? '');
      input?.setAttribute('aria-invalid', 'true');
      input?.focus();
    }
  }

  #reason({ message, status, field }) {
    const known = status === 400 && ['title', 'maxFiles', 'maxSize', 'types'].includes(field);
    if (field === 'maxFiles' && this.#request?.received > 1) {
      return text('say.request.wrong.received', { count: number(this.#request.received) });
    }
    return known ? text(`say.request.wrong.${field}`, { size: size(this.#limits.maxSize) }) : message;
  }
}

const wrong = (field) => new api.ApiError('', 400, field);
