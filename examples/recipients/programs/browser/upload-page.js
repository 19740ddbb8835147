import { freshPlan, newPlan } from './plans.js';
import { Refusal } from './send.js';
import { Upload } from './upload.js';

const RECORD = 'unfinished upload';
/** Lock of the tab in which the upload is open. */
const LOCK = 'upload';
/** What is shown in each state; the notice says the rest. */
const SHOWN = {
  idle: ['choice'],
  elsewhere: [],
  unfinished: ['choice', 'cancel'],
  running: ['transfer', 'pause', 'cancel'],
  waiting: ['transfer', 'pause', 'cancel'],
  paused: ['transfer', 'resume', 'cancel'],
  lost: ['transfer', 'resume', 'cancel'],
  failed: ['choice', 'cancel'],
  done: ['transfer', 'choice'],
};

const element = (id) => document.getElementById(id);
let file;
let upload;
let running;
let pace = [];
let release = null;

function show(state, notice = '') {
  for (const id of ['choice', 'transfer', 'pause', 'resume', 'cancel']) {
    element(id).hidden = !SHOWN[state].includes(id) || (id === 'cancel' && !saved());
  }
  element('notice').textContent = notice;
  element('page').dataset.state = state;
}

function size(bytes) {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  const power = Math.min(Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)), units.length - 1);
  const format = { style: 'unit', unit: units[power], maximumFractionDigits: power > 2 ? 1 : 0 };
  return new Intl.NumberFormat('en', format).format(bytes / 1000 ** power);
}

function showProgress(bytes, total, rest = '') {
  const share = total === 0 ? 1 : bytes / total;
  element('progress').value = share;
  element('percent').textContent = `${Math.floor(share * 100)} %`;
  element('details').textContent = `${size(bytes)} of ${size(total)}${rest}`;
}

/** Returns speed and remaining time, from what was sent in the last ten seconds. */
function forecast(bytes, total) {
  const now = performance.now();
  pace = [...pace.filter(([time]) => now - time < 10_000), [now, bytes]];
  const seconds = (now - pace[0][0]) / 1000;
  const speed = (bytes - pace[0][1]) / seconds;
  if (!(seconds > 1 && speed > 0)) {
    return '';
  }
  const left = (total - bytes) / speed;
  return ` · ${size(speed)}/s · ${left < 90 ? `${Math.ceil(left)} s` : `${Math.round(left / 60)} min`} left`;
}

/** Returns the upload that an earlier visit has not finished, or null. It is kept without its links, which are secrets. */
function saved() {
  return JSON.parse(localStorage.getItem(RECORD));
}

function save({ name, size, lastModified }, { uploadId, key }) {
  localStorage.setItem(RECORD, JSON.stringify({ name, size, lastModified, uploadId, key }));
}

function isSame(one, other) {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}

function forget() {
  localStorage.removeItem(RECORD);
  upload = undefined;
  release?.();
  release = null;
}

/** Takes the lock, until the upload is forgotten or the tab is closed. Returns false if another tab has it. */
function hold() {
  // Pages that are not secure have no locks.
  if (release || !navigator.locks) {
    return true;
  }
  return new Promise((resolve) => {
    navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock && new Promise((end) => { release = end; });
    });
  });
}

/** Opens an upload, or goes on with that of an earlier visit. */
async function open(file, record) {
  const plan = await (record ? freshPlan(file, record) : newPlan(file));
  save(file, plan);
  return new Upload(file, plan, () => freshPlan(file, plan), watcher);
}

const watcher = {
  progress(bytes) {
    const before = pace.at(-1)?.[1] ?? 0;
    showProgress(bytes, file.size, forecast(bytes, file.size));
    if (bytes > before && element('page').dataset.state === 'waiting') {
      show('running');
    }
  },
  waiting(seconds) {
    show('waiting', `The connection was interrupted. Trying again in ${seconds} s.`);
  },
};

async function run() {
  if (!(await hold())) {
    await begin();
    return;
  }
  running = new AbortController();
  pace = [];
  show('running');
  try {
    upload ??= await open(file, saved());
    show('running');
    await upload.run(running.signal);
    forget();
    showProgress(file.size, file.size);
    show('done', 'The file is stored.');
  } catch (error) {
    showFailure(error);
  }
}

function showFailure(error) {
  if (running.signal.aborted) {
    show('paused', 'Paused. You can also close this page and continue later.');
  } else if (!(error instanceof Refusal)) {
    show('lost', 'There is no connection. The upload continues when it is back.');
  } else if (error.code === 'NoSuchUpload') {
    forget();
    show('failed', 'The bucket no longer has this upload. Choose the file to start again.');
  } else {
    show('failed', `The upload failed: ${error.message}.`);
  }
}

async function cancel() {
  if (!(await hold())) {
    await begin();
    return;
  }
  const record = saved();
  running?.abort();
  try {
    upload ??= await open(record, record);
    await upload.abort();
  } catch (error) {
    if (error.code !== 'NoSuchUpload') {
      show('unfinished', 'There is no connection. Cancel again when it is back.');
      return;
    }
  }
  forget();
  show('idle', 'The upload is cancelled, and its parts are deleted.');
}

function choose(chosen) {
  const record = saved();
  if (record && !isSame(record, chosen)) {
    show('unfinished', `This is another file, or it was changed. Choose ${record.name} as it was, or cancel its upload.`);
    return;
  }
  file = chosen;
  upload = undefined;
  element('name').textContent = file.name;
  showProgress(0, file.size);
  run();
}

element('file').addEventListener('click', (event) => { event.target.value = ''; });
element('file').addEventListener('change', (event) => choose(event.target.files[0]));
for (const type of ['dragover', 'dragleave', 'drop']) {
  element('choice').addEventListener(type, (event) => {
    event.preventDefault();
    element('choice').classList.toggle('over', type === 'dragover');
    if (type === 'drop' && event.dataTransfer.files.length > 0) {
      choose(event.dataTransfer.files[0]);
    }
  });
}
element('pause').addEventListener('click', () => running?.abort());
element('resume').addEventListener('click', run);
element('cancel').addEventListener('click', cancel);
addEventListener('online', () => element('page').dataset.state === 'lost' && run());

/** Shows what an earlier visit has left, as soon as the upload is open in no other tab. */
async function begin() {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  if (held.some(({ name }) => name === LOCK)) {
    show('elsewhere', 'The upload is open in another tab. Continue it there, or close that tab to continue here.');
    await navigator.locks.request(LOCK, () => {});
  }
  const record = saved();
  if (record) {
    show('unfinished', `The upload of ${record.name} is not finished. Choose the file again to continue.`);
  } else {
    show('idle');
  }
}

await begin();
