import { text } from './words.js';

/** Shows an error in its place, or, with null, nothing. Who is no longer signed in gets a link that leaves the page as it is. */
export function showProblem(place, error, message = error?.message) {
  place.hidden = error === null;
  place.replaceChildren(message ?? '');
  if (error?.status === 401) {
    const link = document.createElement('a');
    link.className = 'button';
    link.href = '/';
    link.target = '_blank';
    link.textContent = text('say.signIn');
    place.append(link);
  }
}
