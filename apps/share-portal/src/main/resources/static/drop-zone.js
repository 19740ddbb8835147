import { text } from './words.js';

/**
 * Takes files that are dropped. The whole page takes them, so that none opens in place of the page because it was dropped
 * beside the zone.
 *
 * @param take gets the files, and for each folder a text that says that it cannot be sent
 */
export function takeDropped(take) {
  const zone = document.getElementById('drop');
  for (const type of ['dragover', 'dragleave', 'drop']) {
    document.addEventListener(type, (event) => {
      const { items, files, types } = event.dataTransfer;
      if (!types.includes('Files')) {
        return;
      }
      event.preventDefault();
      zone.classList.toggle('over', type === 'dragover');
      if (type === 'drop') {
        const folders = [...items]
          .map((item) => item.webkitGetAsEntry?.())
          .filter((entry) => entry?.isDirectory)
          .map((entry) => entry.name);
        take([...files].filter((file) => !folders.includes(file.name)), folders.map((name) => text('say.folder', { name })));
      }
    });
  }
}
