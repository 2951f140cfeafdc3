/** Brings a drawn row to the middle of the view. */
export function focusRow(body: HTMLElement, row: number, focus: boolean): void {
  const element = body.querySelector<HTMLElement>(`[data-row="${row}"]`);
  if (element === null) return;
  element.scrollIntoView({ block: 'center' });
  if (focus) element.focus({ preventScroll: true });
}
