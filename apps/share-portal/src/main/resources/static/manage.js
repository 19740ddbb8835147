import * as api from './api.js';
import { announce } from './announce.js';
import { Batch } from './batch.js';
import { confirmed } from './dialogs.js';
import { takeDropped } from './drop-zone.js';
import { openUploads } from './open-uploads.js';
import { showProblem } from './problem.js';
import { Sending } from './sending.js';
import { ShareList } from './share-list.js';
import { offer, options } from './share-options.js';
import { ShareRow } from './share-row.js';
import { number, percent, size, text } from './words.js';

const REFRESH = 30_000;
const ANNOUNCE = 20_000;
const TITLE = document.title;

const element = (id) => document.getElementById(id);
const rows = new Set();
const list = new ShareList(() => showShares());
let limits = null;
let again = null;
let uploads = new Set();

const host = {
  get limits() {
    return limits;
  },
  isOpenElsewhere: ({ id }) => uploads.has(id),
  refresh,
  isPicked: (id) => list.picked.has(id),
  pick(id, isPicked) {
    list.picked[isPicked ? 'add' : 'delete'](id);
    list.showPicked();
  },
  changed(row, share) {
    row.show(share);
    list.set(share);
  },
  chooseAgain(row) {
    again = row;
    element('again').value = '';
    element('again').multiple = row.share.files > 1;
    element('again').click();
  },
  removed(row) {
    const next = row.element.nextElementSibling ?? row.element.previousElementSibling;
    rows.delete(row);
    row.element.remove();
    list.delete(row.share?.id);
    showShares();
    const other = [...rows].find((candidate) => candidate.element === next);
    (other ?? element('list-title')).focus();
  },
};

function showCount() {
  const count = list.size + [...rows].filter((row) => !list.has(row.share?.id)).length;
  element('empty').hidden = count > 0;
  element('count').textContent = count === 0 ? '' : text('say.count', { count: number(count) });
}

function showTrouble(error) {
  const trouble = element('trouble');
  trouble.hidden = error === null;
  showProblem(trouble.querySelector('p'), error);
}

/** Reads the list again. What is being typed, uploaded or looked at stays as it is. */
async function refresh() {
  try {
    if (!limits) {
      limits = await api.settings();
      offer(limits);
      element('limit').textContent = text('say.limit', { size: size(limits.maxSize) });
    }
    const { changes } = api;
    await list.read(api.list);
    uploads = await openUploads();
    if (changes !== api.changes) {
      await refresh();
      return;
    }
    showShares();
    showTrouble(null);
  } catch (error) {
    showTrouble(error);
  }
  element('loading').hidden = true;
}

/** Sees whether another tab has begun or ended an upload. */
async function lookAtOtherTabs() {
  if ([...rows].some((row) => row.isForeign)) {
    const before = uploads;
    uploads = await openUploads();
    if (before.size !== uploads.size || [...before].some((id) => !uploads.has(id))) {
      await refresh();
    }
  }
}

/** Shows the shares of this page, and changes only what has changed. What is sent or typed stays where it is. */
function showShares() {
  const known = new Map([...rows].filter((row) => row.share).map((row) => [row.share.id, row]));
  const shown = new Set(list.shown.map((share) => share.id));
  for (const row of [...rows]) {
    if (row.share && !shown.has(row.share.id) && !row.sending && !row.isEdited) {
      rows.delete(row);
      row.element.remove();
    }
  }
  const staying = new Set([...rows].filter((row) => !shown.has(row.share?.id)).map((row) => row.element));
  let place = element('shares').firstElementChild;
  for (const share of list.shown) {
    while (staying.has(place)) {
      place = place.nextElementSibling;
    }
    const row = known.get(share.id) ?? new ShareRow(host);
    if (!row.sending && row.share !== share) {
      row.show(share);
    } else if (!row.sending) {
      row.update();
    }
    rows.add(row);
    if (row.element === place) {
      place = place.nextElementSibling;
    } else {
      element('shares').insertBefore(row.element, place);
    }
  }
  showCount();
  list.showPicked();
}

/** Sends files as one share. What an earlier visit has not finished goes on where it was. */
function sendAll(files) {
  const tooLarge = files.filter((file) => limits && file.size > limits.maxSize);
  reject(tooLarge.map(({ name, size: bytes }) => text('say.tooLarge', { name, size: size(bytes), limit: size(limits.maxSize) })));
  const sent = files.filter((file) => !tooLarge.includes(file));
  if (limits && sent.length > limits.maxFiles) {
    reject([text('say.tooManyFiles', { count: number(sent.length), limit: number(limits.maxFiles) })]);
    return;
  }
  const total = sent.reduce((sum, file) => sum + file.size, 0);
  const unfinished = [...rows].find((row) => row.isUnfinished && row.share.files === sent.length && row.share.size === total
    && (sent.length > 1 || row.share.name === sent[0].name));
  const chosen = unfinished ? {} : options(sent.length);
  if (sent.length > 0 && chosen) {
    send(sent, chosen, unfinished);
  }
}

function reject(messages) {
  element('rejected').hidden = messages.length === 0;
  element('rejected').replaceChildren(...messages.map((message) => {
    const line = document.createElement('p');
    line.textContent = message;
    return line;
  }));
}

function send(files, chosen, unfinished) {
  const row = unfinished ?? new ShareRow(host);
  const changed = () => {
    const isNew = row.share === null;
    row.follow(sending);
    if (isNew && row.share) {
      removeTwin(row);
    }
    if (sending.state === 'done') {
      list.set(row.share);
      uploaded(row);
    }
  };
  const portal = { ...api, create: (file) => api.create(file, chosen) };
  const sending = files.length === 1 && !(row.share?.files > 1)
    ? new Sending(files[0], row.share, changed, portal)
    : new Batch(files, chosen, row.share, changed);
  row.follow(sending);
  if (!rows.has(row)) {
    rows.add(row);
    element('shares').prepend(row.element);
  }
  showCount();
  sending.start();
}

/** Removes the row of the same share that the list has brought before the response to its creation was here. */
function removeTwin(row) {
  const twin = [...rows].find((other) => other !== row && other.share?.id === row.share.id);
  if (twin) {
    rows.delete(twin);
    twin.element.remove();
    showCount();
  }
}

function uploaded(row) {
  announce(text('say.uploaded', row.share));
  // One after another: what is open stays where it is.
  if (![...rows].some((other) => other.isOpen)) {
    row.open(true);
  }
}

/** Asks once, and does something with each share that is picked. One that is gone meanwhile needs nothing. */
async function withPicked(dialog, work) {
  const isDone = await confirmed(dialog, text('say.picked', { count: number(list.picked.size) }), async (form) => {
    for (const id of [...list.picked]) {
      await work(id, form).catch((error) => {
        if (error.status !== 404) {
          throw error;
        }
      });
      list.picked.delete(id);
    }
  });
  showShares();
  if (isDone) {
    element('list-title').focus();
  }
}

function continueLost() {
  openSendings().filter((sending) => sending.state === 'lost').forEach((sending) => sending.start());
}

function openSendings() {
  return [...rows].map((row) => row.sending).filter((sending) => sending);
}

/** Returns how far all uploads are together, or null if there is none. */
function overall() {
  const active = openSendings().filter((sending) => sending.isActive);
  const total = active.reduce((sum, sending) => sum + sending.file.size, 0);
  return total === 0 ? null : active.reduce((sum, sending) => sum + sending.bytes, 0) / total;
}

element('files').addEventListener('change', (event) => {
  sendAll([...event.target.files]);
  event.target.value = '';
});
element('again').addEventListener('change', (event) => {
  const files = [...event.target.files];
  if (again.share.files > 1 || files[0].size === again.share.size) {
    reject([]);
    send(files, {}, again);
  } else {
    reject([text('say.other', { name: again.share.name, size: size(again.share.size) })]);
  }
});

takeDropped((files, folders) => {
  sendAll(files);
  if (folders.length > 0) {
    reject(folders);
  }
});
element('trouble').querySelector('button').addEventListener('click', refresh);
element('revoke-several').addEventListener('click', () => withPicked('revoke-dialog', async (id) => list.set((await api.revoke(id)).share)));
element('delete-several').addEventListener('click', () => withPicked('delete-dialog', async (id, form) => {
  await api.remove(id, form.get('object') === 'true');
  list.delete(id);
}));
addEventListener('online', () => {
  continueLost();
  refresh();
});
addEventListener('beforeunload', (event) => {
  if (openSendings().some((sending) => sending.isActive) || [...rows].some((row) => row.isEdited)) {
    event.preventDefault();
  }
});
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && refresh());

setInterval(() => document.visibilityState === 'visible' && refresh(), REFRESH);
setInterval(continueLost, REFRESH);
setInterval(() => {
  const share = overall();
  const title = share === null ? TITLE : `${percent(share)} – ${TITLE}`;
  if (document.title !== title) {
    document.title = title;
  }
  lookAtOtherTabs();
  [...rows].filter((row) => row.sending).forEach((row) => row.update());
}, 1000);
setInterval(() => {
  const share = overall();
  if (share !== null) {
    announce(text('say.announce', { percent: percent(share) }));
  }
}, ANNOUNCE);

await refresh();
