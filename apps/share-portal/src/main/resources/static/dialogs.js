import { showProblem } from './problem.js';

/**
 * Asks before something that cannot be undone, and does it while the dialog is open, so that an error is shown there.
 *
 * @param work gets the form and may throw an error with text for people
 * @return whether it was done
 */
export function confirmed(id, about, work) {
  const dialog = document.getElementById(id);
  const form = dialog.querySelector('form');
  const button = form.querySelector('[value=do]');
  const problem = form.querySelector('.problem');
  form.reset();
  showProblem(problem, null);
  form.querySelector('.about').textContent = about;
  dialog.returnValue = '';
  button.onclick = async () => {
    button.disabled = true;
    showProblem(problem, null);
    try {
      await work(new FormData(form));
      dialog.close('done');
    } catch (error) {
      showProblem(problem, error);
    } finally {
      button.disabled = false;
    }
  };
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'done'), { once: true });
  });
}
