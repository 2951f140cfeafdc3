/**
 * Copies a text to the clipboard; false when the browser refuses. Browsers give the clipboard itself to pages of https
 * and localhost only; on plain http a selected text field that is copied by command does it.
 */
export async function copyText(text: string): Promise<boolean> {
  if (!('clipboard' in navigator)) return copySelected(text);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Refused by a permission or because the window is not in front; the command has other rules.
    return copySelected(text);
  }
}

/** Deprecated in browsers, yet all there is without https. */
interface Commands {
  execCommand?: (command: string) => boolean;
}

function copySelected(text: string): boolean {
  const commands: Commands = document;
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'lens-unseen';
  document.body.append(field);
  field.focus({ preventScroll: true });
  field.select();
  const copied = commands.execCommand?.('copy') ?? false;
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}
