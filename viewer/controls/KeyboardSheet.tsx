import { useEffect, useRef } from 'react';
import { useViewer } from '../host';

export interface ShortcutGroup {
  title: string;
  /** Keys as printed (`n`, `1 – 5`) and what they do. */
  keys: readonly (readonly [keys: string, does: string])[];
}

/** All there is on a page that has no keys of its own. */
export const sheetKeys: readonly ShortcutGroup[] = [{ title: 'Anywhere', keys: [['?', 'this sheet']] }];

interface KeyboardSheetProps {
  groups?: readonly ShortcutGroup[] | undefined;
  open: boolean;
  onClose: () => void;
}

/** The list of keys, as a modal dialog: the browser keeps the focus inside and closes it on Escape. */
export function KeyboardSheet({ groups = sheetKeys, open, onClose }: KeyboardSheetProps) {
  const title = useViewer().id('sheet-title');
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const sheet = dialog.current;
    if (!sheet || sheet.open === open) return;
    if (open) sheet.showModal();
    else sheet.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="lens-sheet" aria-labelledby={title} onClose={onClose}>
      <header className="lens-sheet-head">
        <h2 id={title}>Keyboard</h2>
        <button type="button" className="lens-button lens-quiet lens-small" onClick={onClose}>
          Close
        </button>
      </header>
      <div className="lens-sheet-groups">
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map(([keys, does]) => (
                <div key={keys}>
                  <dt>{keys.split(' ').map((key) => (key === '–' ? '–' : <kbd key={key}>{key}</kbd>))}</dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}
