const shownMs = 2_500;

/** Says something at the foot of the window for a moment. */
export function showNotice(words: string): void {
  document.querySelector('.lens-notice')?.remove();
  const notice = document.createElement('p');
  notice.className = 'lens-notice';
  notice.role = 'status';
  document.body.append(notice);
  // Written after it is in the page, which is what screen readers wait for.
  notice.textContent = words;
  setTimeout(() => notice.remove(), shownMs);
}
