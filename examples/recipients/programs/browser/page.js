import { download, LinkExpired, Refusal, tidyUp } from './download.js';

const field = (id) => document.getElementById(id);

function show(state, text) {
  field('outcome').textContent = text;
  field('outcome').dataset.state = state;
}

function progress(received, announced) {
  field('progress').max = announced || received;
  field('progress').value = received;
}

field('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const link = field('link').value.trim();
  field('link').value = '';
  show('running', 'Saving …');
  try {
    show('saved', `Saved ${await download(link, field('name').value, progress)} bytes.`);
  } catch (error) {
    if (error instanceof LinkExpired) {
      show('expired', 'The link has expired. Ask its sender for a new one.');
    } else if (error instanceof Refusal) {
      show('failed', `The download failed: ${error.message}.`);
    } else {
      // A browser tells pages no more: the connection broke, or the bucket has no CORS rule for this page.
      show('failed', 'The download failed: the server cannot be reached, or it does not allow this page.');
    }
  }
});

await tidyUp();
field('form').dataset.ready = 'true';
