/** Copies a text. Pages without TLS have no clipboard, but can copy what is selected. */
export async function copy(words, place) {
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
