import { number, text } from './words.js';

const PAGE = 50;
const LANGUAGE = document.documentElement.lang;
const { compare } = new Intl.Collator(LANGUAGE, { numeric: true });

const ORDERS = {
  newest: (a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt),
  name: (a, b) => compare(a.name, b.name),
  size: (a, b) => b.size - a.size,
  downloads: (a, b) => b.downloads - a.downloads,
  // Without an end last.
  end: (a, b) => Date.parse(a.expiresAt ?? '9999-12-31') - Date.parse(b.expiresAt ?? '9999-12-31'),
};

const element = (id) => document.getElementById(id);

/** All shares of the user, and which of them the page shows. */
export class ShareList {
  picked = new Set();
  #shares = new Map();
  #found = [];
  #first = 0;
  #since = null;
  #changed;

  /** @param changed is called when other shares are to be shown */
  constructor(changed) {
    this.#changed = changed;
    element('search').addEventListener('input', () => this.#go(0));
    element('order').addEventListener('change', () => this.#go(0));
    element('previous').addEventListener('click', () => this.#go(this.#first - PAGE));
    element('next').addEventListener('click', () => this.#go(this.#first + PAGE));
    element('pick-all').addEventListener('change', (event) => {
      this.shown.forEach(({ id }) => (event.target.checked ? this.picked.add(id) : this.picked.delete(id)));
      this.#changed();
    });
  }

  get size() {
    return this.#shares.size;
  }

  has(id) {
    return this.#shares.has(id);
  }

  /** Returns the shares of this page in their order. */
  get shown() {
    return this.#found.slice(this.#first, this.#first + PAGE);
  }

  /** Reads what has changed. What was deleted shows in the number of shares: then all are read again. */
  async read(list) {
    const { shares, count, now } = await list(this.#since);
    shares.forEach((share) => this.#shares.set(share.id, share));
    if (this.#shares.size !== count && this.#since !== null) {
      this.#since = null;
      this.#shares.clear();
      await this.read(list);
      return;
    }
    const isSame = this.#since !== null && shares.length === 0;
    this.#since = now;
    if (!isSame) {
      this.find();
    }
  }

  set(share) {
    this.#shares.set(share.id, share);
    this.find();
  }

  delete(id) {
    this.#shares.delete(id);
    this.picked.delete(id);
    this.find();
  }

  /** Searches and sorts again. */
  find() {
    const wanted = element('search').value.trim().toLowerCase();
    this.#found = [...this.#shares.values()]
      .filter(({ name, note, received }) => `${name}\n${note}\n${received?.title ?? ''}`.toLowerCase().includes(wanted))
      .sort(ORDERS[element('order').value]);
    this.#first = Math.min(this.#first, Math.max(0, Math.floor((this.#found.length - 1) / PAGE) * PAGE));
    const last = Math.min(this.#first + PAGE, this.#found.length);
    element('tools').hidden = this.#shares.size < 2;
    element('pages').hidden = this.#found.length <= PAGE;
    element('range').textContent = text('say.range', { first: number(this.#first + 1), last: number(last), count: number(this.#found.length) });
    element('previous').disabled = this.#first === 0;
    element('next').disabled = last === this.#found.length;
    element('none').hidden = this.#found.length > 0 || this.#shares.size === 0;
  }

  /** Shows how many shares are picked, and what can be done with them. */
  showPicked() {
    element('several').hidden = this.picked.size === 0;
    element('picked').textContent = text('say.picked', { count: number(this.picked.size) });
    element('pick-all').checked = this.shown.length > 0 && this.shown.every(({ id }) => this.picked.has(id));
  }

  #go(first) {
    this.#first = first;
    this.find();
    this.#changed();
  }
}
