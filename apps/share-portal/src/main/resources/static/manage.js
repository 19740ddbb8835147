import * as api from './api.js';
import { announce } from './announce.js';
import { takeDropped } from './drop-zone.js';
import { openUploads } from './open-uploads.js';
import { showProblem } from './problem.js';
import { Sending } from './sending.js';
import { ShareRow } from './share-row.js';
import { number, percent, size, text } from './words.js';

const REFRESH = 30_000;
const ANNOUNCE = 20_000;
const TITLE = document.title;

const element = (id) => document.getElementById(id);
const rows = new Set();
let limits = null;
let again = null;
let uploads = new Set();

const host = {
  get limits() {
    return limits;
  },
  isOpenElsewhere: ({ id }) => uploads.has(id),
  refresh,
  chooseAgain(row) {
    again = row;
    element('again').value = '';
    element('again').click();
  },
  removed(row) {
    const next = row.element.nextElementSibling ?? row.element.previousElementSibling;
    rows.delete(row);
    row.element.remove();
    showCount();
    const other = [...rows].find((candidate) => candidate.element === next);
    (other ?? element('list-title')).focus();
  },
};

function showCount() {
  element('empty').hidden = rows.size > 0;
  element('count').textContent = rows.size === 0 ? '' : text('say.count', { count: number(rows.size) });
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
      element('limit').textContent = text('say.limit', { size: size(limits.maxSize) });
    }
    const { changes } = api;
    const { shares } = await api.list();
    uploads = await openUploads();
    if (changes !== api.changes) {
      await refresh();
      return;
    }
    showShares(shares);
    showTrouble(null);
    showCount();
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
    if ([...before].some((id) => !uploads.has(id))) {
      await refresh();
    }
  }
}

function showShares(shares) {
  const known = new Map([...rows].filter((row) => row.share).map((row) => [row.share.id, row]));
  const listed = new Set(shares.map((share) => share.id));
  for (const [id, row] of known) {
    if (!listed.has(id) && !row.sending && !row.isEdited) {
      rows.delete(row);
      row.element.remove();
    }
  }
  let place = element('shares').firstElementChild;
  for (const share of shares) {
    const row = known.get(share.id) ?? new ShareRow(host);
    if (!row.sending) {
      row.show(share);
    }
    if (rows.has(row)) {
      place = row.element.nextElementSibling;
    } else {
      rows.add(row);
      element('shares').insertBefore(row.element, place);
    }
  }
}

/** Sends files. A file that an earlier visit has not finished goes on where it was. */
function sendAll(files) {
  const rejected = [];
  // New files come first in the list, in their order.
  const place = element('shares').firstElementChild;
  for (const file of files) {
    if (limits && file.size > limits.maxSize) {
      rejected.push(text('say.tooLarge', { name: file.name, size: size(file.size), limit: size(limits.maxSize) }));
      continue;
    }
    const unfinished = [...rows].find((row) =>
      row.isUnfinished && row.share.name === file.name && row.share.size === file.size);
    sendFile(file, unfinished, place);
  }
  reject(rejected);
}

function reject(messages) {
  element('rejected').hidden = messages.length === 0;
  element('rejected').replaceChildren(...messages.map((message) => {
    const line = document.createElement('p');
    line.textContent = message;
    return line;
  }));
}

function sendFile(file, unfinished, place) {
  const row = unfinished ?? new ShareRow(host);
  const sending = new Sending(file, row.share, () => {
    const isNew = row.share === null;
    row.follow(sending);
    if (isNew && row.share) {
      removeTwin(row);
    }
    if (sending.state === 'done') {
      uploaded(row);
    }
  });
  row.follow(sending);
  if (!rows.has(row)) {
    rows.add(row);
    element('shares').insertBefore(row.element, place);
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
  const [file] = event.target.files;
  if (file.size === again.share.size) {
    reject([]);
    sendFile(file, again);
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
  document.title = share === null ? TITLE : `${percent(share)} – ${TITLE}`;
  lookAtOtherTabs();
  [...rows].filter((row) => row.share || row.sending).forEach((row) => row.update());
}, 1000);
setInterval(() => {
  const share = overall();
  if (share !== null) {
    announce(text('say.announce', { percent: percent(share) }));
  }
}, ANNOUNCE);

await refresh();
