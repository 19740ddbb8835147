import { duration, percent, rate, size, text } from './words.js';

/** Buttons that each state of an upload has. */
const BUTTONS = {
  waiting: ['pause', 'cancel'],
  running: ['pause', 'cancel'],
  interrupted: ['pause', 'cancel'],
  pausing: ['resume', 'cancel'],
  paused: ['resume', 'cancel'],
  lost: ['retry', 'cancel'],
  failed: ['retry', 'cancel'],
  unfinished: ['again', 'cancel'],
  elsewhere: [],
};

/** Writes a text. One that stays is not read again. */
export function write(element, words) {
  if (element.textContent !== words) {
    element.textContent = words;
  }
}

/** What is said of an upload that this tab does not send. */
const NOTICES = { unfinished: 'say.unfinished', elsewhere: 'say.elsewhere' };

/**
 * Shows how far an upload is, and the buttons for its state.
 *
 * @param state state of the sending; unfinished or elsewhere if there is none in this tab
 */
export function showTransfer(transfer, state, sending) {
  transfer.dataset.state = state;
  for (const button of ['pause', 'resume', 'retry', 'again', 'cancel']) {
    transfer.querySelector(`.${button}`).hidden = !BUTTONS[state].includes(button);
  }
  transfer.querySelector('.skip').hidden = !sending?.canSkip;
  transfer.querySelector('.actions').hidden = BUTTONS[state].length === 0;
  const total = sending?.file.size ?? 0;
  const bytes = sending?.bytes ?? 0;
  const progress = transfer.querySelector('progress');
  progress.hidden = !sending;
  progress.value = total === 0 ? 0 : bytes / total;
  write(transfer.querySelector('.percent'), sending ? percent(total === 0 ? 0 : bytes / total) : '');
  write(transfer.querySelector('.details'), sending ? details(sending, bytes, total) : '');
  write(transfer.querySelector('.notice'), sending ? sending.notice : text(NOTICES[state]));
}

function details({ state, rate: speed }, bytes, total) {
  if (state === 'waiting') {
    return text('say.queued');
  }
  if (state === 'paused') {
    return text('say.paused', { sent: size(bytes), total: size(total) });
  }
  if (state === 'running' && bytes === 0) {
    return text('say.preparing');
  }
  const parts = [text('say.sent', { sent: size(bytes), total: size(total) })];
  if (state === 'running' && speed > 0) {
    parts.push(rate(speed), text('say.left', { time: duration(((total - bytes) / speed) * 1000) }));
  }
  return parts.join(' · ');
}

/** Does something, and moves the focus to another button of the upload if the one that was pressed is gone. */
export function keepFocus(transfer, work) {
  work();
  const next = transfer.querySelector('button:not([hidden])');
  if (document.activeElement?.hidden || document.activeElement === document.body) {
    next?.focus();
  }
}

/** What is said of an upload that does not go on by itself. */
const STATES = { waiting: 'waiting', paused: 'paused', lost: 'stopped', failed: 'stopped', unfinished: 'stopped' };

/** Returns the state of an upload in one word. */
export function transferState(state) {
  return text(`say.state.${STATES[state] ?? 'UPLOADING'}`);
}

/** Returns a name that can be seen: a file may be called by a space of no width. */
export function visible(name) {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(name) ? name : text('say.unnamed');
}

/** Returns the letters that stand for the kind of a file, as in the mails of the portal. */
export function kind(name) {
  const extension = /\.([A-Za-z0-9]{1,4})$/.exec(name)?.[1];
  return extension ? extension.toUpperCase() : '–';
}
