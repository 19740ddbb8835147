import { announce } from './announce.js';
import { text } from './words.js';

const COPIED_FOR = 2500;

/**
 * Copies a text, and says on its button that this was done.
 *
 * @param place element inside which a field may be for a moment
 * @return whether the browser allows it
 */
export async function copy(words, button, place) {
  const isCopied = await write(words, place);
  const message = text(isCopied ? 'say.copied' : 'say.copyFailed');
  announce(message);
  if (isCopied) {
    button.textContent = message;
    button.classList.add('done');
    setTimeout(() => {
      button.textContent = text('say.copy');
      button.classList.remove('done');
    }, COPIED_FOR);
  }
  return isCopied;
}

/** Pages without TLS have no clipboard, but can copy what is selected. */
async function write(words, place) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    const field = document.createElement('textarea');
    const { activeElement } = document;
    field.value = words;
    field.readOnly = true;
    field.className = 'visually-hidden';
    place.append(field);
    field.select();
    const isCopied = document.execCommand('copy');
    field.remove();
    activeElement?.focus();
    return isCopied;
  }
}
