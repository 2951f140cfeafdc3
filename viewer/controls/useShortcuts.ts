import { useEffect, useRef } from 'react';
import { useViewer } from '../host';

/** Single keys (`n`, `?`, `[`) and what they do. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** Listens for single keys where the host has them heard, except while the reader types, uses a browser shortcut or has a dialog open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const { host, root } = useViewer();
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKey = (event: Event): void => {
      if (!(event instanceof KeyboardEvent) || isOthers(event)) return;
      const action = Object.hasOwn(latest.current, event.key) ? latest.current[event.key] : undefined;
      if (!action) return;
      event.preventDefault();
      action();
    };
    const scope = host.keyScope === null ? root.current : host.keyScope();
    scope?.addEventListener('keydown', onKey);
    return () => scope?.removeEventListener('keydown', onKey);
  }, [host, root]);
}

function isOthers(event: KeyboardEvent): boolean {
  return event.defaultPrevented || hasModifier(event) || isTyping(event.target);
}

/** Many keyboards need AltGr for brackets, and report it as Ctrl and Alt. */
function hasModifier(event: KeyboardEvent): boolean {
  if (event.getModifierState('AltGraph')) return false;
  return event.ctrlKey || event.metaKey || event.altKey;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input, textarea, select, dialog') !== null;
}
