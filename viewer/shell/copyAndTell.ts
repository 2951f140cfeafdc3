import { copyText } from './copyText';

const shownMs = 2_500;

/** Copies what has no button of its own to say how it went, and says it at the foot of the window. */
export async function copyAndTell(text: string): Promise<void> {
  tell((await copyText(text)) ? 'Copied' : 'Not copied: the browser does not allow it on this page');
}

function tell(words: string): void {
  document.querySelector('.lens-toast')?.remove();
  const toast = document.createElement('p');
  toast.className = 'lens-toast';
  toast.role = 'status';
  document.body.append(toast);
  // Written after it is in the page, which is what screen readers wait for.
  toast.textContent = words;
  setTimeout(() => toast.remove(), shownMs);
}
