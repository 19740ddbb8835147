import * as api from './api.js';
import { announce } from './announce.js';
import { showProblem } from './problem.js';
import { distance, duration, localValue, moment, number, parseDuration, shortMoment, text } from './words.js';

const HOUR = 3_600_000;
const LIFETIMES = [HOUR, 24 * HOUR, 3 * 24 * HOUR, 7 * 24 * HOUR, 30 * 24 * HOUR, 90 * 24 * HOUR, 365 * 24 * HOUR];

/** What can be set, seen and done about one share. What a person has typed stays until it is saved or discarded. */
export class SharePanel {
  #share;
  #limits;
  #root;
  #form;
  #mail;
  #newPassword;
  #isEdited = false;
  #changed;

  /** @param changed is called with the share as the portal has it after a change */
  constructor(root, share, limits, changed) {
    this.#root = root;
    this.#limits = limits;
    this.#changed = changed;
    root.append(document.getElementById('panel').content.cloneNode(true));
    this.#form = root.querySelector('.settings');
    this.#mail = root.querySelector('.mail');
    this.#newPassword = this.#form.elements.password.placeholder;
    this.#mail.elements.language.value = document.documentElement.lang;
    this.#form.addEventListener('input', () => this.#edited());
    this.#form.addEventListener('submit', (event) => this.#submit(event, this.#form, () => this.#save()));
    this.#form.addEventListener('reset', (event) => {
      event.preventDefault();
      this.#fill();
    });
    this.#mail.addEventListener('submit', (event) => this.#submit(event, this.#mail, () => this.#send()));
    root.querySelector('.url').addEventListener('focus', (event) => event.target.select());
    this.#share = share;
    this.#fill();
    this.show(share);
  }

  /** Whether something is typed that is not saved. */
  get isEdited() {
    return this.#isEdited || this.#mail.elements.to.value !== '';
  }

  show(share) {
    const isNew = share !== this.#share;
    this.#share = share;
    const isRevoked = share.state === 'REVOKED';
    for (const part of ['.link-line', '.columns', '.revoke']) {
      this.#root.querySelector(part).hidden = isRevoked;
    }
    this.#root.querySelector('.ended').hidden = !isRevoked;
    // The portal mails what can be opened, if it has a mail server.
    this.#mail.hidden = share.state !== 'OPEN' || this.#limits.mail === false;
    this.#root.querySelector('.url').value = share.url;
    this.#root.querySelector('.open').href = share.url;
    // What the row offers is not offered twice.
    this.#root.querySelector('.copy').hidden = !share.received;
    this.#root.querySelector('.fetch').hidden = Boolean(share.received) || share.files > 1;
    this.#root.querySelector('.fetch').href = api.fileOf(share.id);
    const code = this.#root.querySelector('.qr');
    const source = `/s/${encodeURIComponent(share.id)}/qr.svg`;
    if (code.getAttribute('src') !== source) {
      code.src = source;
    }
    code.alt = text('say.qr', share);
    if (isNew && !this.#isEdited) {
      this.#fill();
    } else {
      this.#showEnd();
    }
  }

  #fill() {
    const { name, end, time, maxDownloads, protected: protection, password, note } = this.#form.elements;
    name.value = this.#share.name;
    const max = parseDuration(this.#limits.maxLifetime);
    const choices = LIFETIMES.filter((lifetime) => lifetime <= max);
    end.replaceChildren(
      new Option(this.#share.expiresAt === null ? text('say.noEnd') : shortMoment(this.#share.expiresAt), 'now'),
      ...choices.map((lifetime) => new Option(text('say.after', { time: duration(lifetime) }), lifetime)),
      new Option(text('say.exactly'), 'exact'));
    if (this.#share.received && this.#share.expiresAt !== null) {
      end.append(new Option(text('say.noEnd'), 'none'));
    }
    time.value = localValue(this.#share.expiresAt ?? api.now() + 7 * 24 * HOUR);
    time.min = localValue(api.now());
    time.max = localValue(api.now() + max);
    maxDownloads.value = this.#share.maxDownloads ?? '';
    protection.checked = this.#share.hasPassword;
    password.value = '';
    password.placeholder = this.#share.hasPassword ? text('say.kept') : this.#newPassword;
    note.value = this.#share.note;
    this.#isEdited = false;
    this.#complain(this.#form, null);
    this.#showEnd();
  }

  #edited() {
    this.#isEdited = true;
    this.#form.querySelector('.outcome').textContent = '';
    this.#showEnd();
  }

  /** Returns the chosen end in milliseconds, or NaN. */
  #end() {
    const { end, time } = this.#form.elements;
    switch (end.value) {
      case 'none': return NaN;
      case 'now': return Date.parse(this.#share.expiresAt);
      case 'exact': return time.value ? new Date(time.value).getTime() : NaN;
      // The portal does not accept more than its limit, and the clocks may differ by seconds.
      default: return api.now() + Math.min(Number(end.value), parseDuration(this.#limits.maxLifetime) - 10_000);
    }
  }

  #showEnd() {
    const { end, protected: protection } = this.#form.elements;
    this.#root.querySelector('.exact').hidden = end.value !== 'exact';
    this.#root.querySelector('.secret').hidden = !protection.checked;
    const time = this.#end();
    const left = time - api.now();
    const line = this.#root.querySelector('.until');
    const words = Number.isNaN(time) ? '' : text(left < 0 ? 'say.past' : 'say.until', { when: distance(left), time: moment(time) });
    // A text that stays is not read again.
    if (line.textContent !== words) {
      line.textContent = words;
    }
    for (const button of this.#form.querySelectorAll('button')) {
      button.disabled = !this.#isEdited;
    }
  }

  /** Returns what was changed, in the form of the API. */
  #changes() {
    const { name, end, maxDownloads, protected: protection, password, note } = this.#form.elements;
    const changes = {};
    if (name.value.trim() === '') {
      throw this.#wrong('name');
    }
    if (name.value !== this.#share.name) {
      changes.name = name.value;
    }
    if (end.value === 'none') {
      changes.expiresAt = null;
    } else if (end.value !== 'now') {
      const time = this.#end();
      if (!(time > api.now())) {
        throw this.#wrong('expiresAt');
      }
      changes.expiresAt = new Date(time).toISOString();
    }
    if (!maxDownloads.validity.valid) {
      throw this.#wrong('maxDownloads');
    }
    const limit = maxDownloads.value === '' ? null : Number(maxDownloads.value);
    if (limit !== this.#share.maxDownloads) {
      changes.maxDownloads = limit;
    }
    if (protection.checked && password.value !== '') {
      changes.password = password.value;
    } else if (protection.checked && !this.#share.hasPassword) {
      throw this.#wrong('password');
    } else if (!protection.checked && this.#share.hasPassword) {
      changes.password = '';
    }
    if (note.value !== this.#share.note) {
      changes.note = note.value;
    }
    return changes;
  }

  #wrong(field) {
    return new api.ApiError('', 400, field);
  }

  /** Returns the text for a field that the page or the portal refuses, or that of the error. */
  #reason({ message, status, field }) {
    switch (status === 400 && field) {
      case 'name': return text('say.nameWrong');
      case 'expiresAt': return text('say.endWrong', { max: duration(parseDuration(this.#limits.maxLifetime)) });
      case 'maxDownloads': return text('say.limitWrong', { max: number(this.#form.elements.maxDownloads.max) });
      case 'password': return text('say.passwordMissing');
      case 'to': return text('say.mailWrong');
      default: return message;
    }
  }

  async #save() {
    const { share } = await api.change(this.#share.id, this.#changes());
    this.#isEdited = false;
    this.#changed(share);
    return text('say.saved');
  }

  async #send() {
    const { to, language } = this.#mail.elements;
    if (!to.validity.valid) {
      throw this.#wrong('to');
    }
    await api.mail(this.#share.id, to.value, language.value);
    const address = to.value;
    to.value = '';
    return text('say.mailed', { to: address });
  }

  /** Does what a form is for. If it fails, everything typed stays, and the field in question gets the focus. */
  async #submit(event, form, work) {
    event.preventDefault();
    const button = form.querySelector('[type=submit]');
    const outcome = form.querySelector('.outcome');
    outcome.textContent = '';
    this.#complain(form, null);
    button.disabled = true;
    try {
      outcome.textContent = await work();
      announce(outcome.textContent);
    } catch (error) {
      this.#complain(form, error);
    } finally {
      button.disabled = form === this.#form && !this.#isEdited;
    }
  }

  #complain(form, error) {
    showProblem(form.querySelector('.problem'), error, error && this.#reason(error));
    for (const element of form.elements) {
      element.removeAttribute('aria-invalid');
    }
    const { end, time } = form.elements;
    const field = error?.field ?? '';
    const element = field === 'expiresAt' ? (end.value === 'exact' ? time : end) : form.elements.namedItem(field);
    element?.setAttribute('aria-invalid', 'true');
    element?.focus();
  }
}
