import { useEffect, useState, type RefObject } from 'react';

/** Which part of a tall element the window shows, as fractions of its height; null before it is known. */
export interface VisiblePart {
  start: number;
  length: number;
}

export function useVisiblePart(element: RefObject<HTMLElement | null>): VisiblePart | null {
  const [part, setPart] = useState<VisiblePart | null>(null);
  useEffect(() => {
    const view = element.current?.ownerDocument.defaultView;
    if (!view) return undefined;
    const measure = (): void => {
      const box = element.current?.getBoundingClientRect();
      if (box) setPart((before) => changed(before, visiblePart(box, view.innerHeight)));
    };
    measure();
    // Captured, because what scrolls may be the window or any element of the host.
    view.addEventListener('scroll', measure, { capture: true, passive: true });
    view.addEventListener('resize', measure);
    return () => {
      view.removeEventListener('scroll', measure, { capture: true });
      view.removeEventListener('resize', measure);
    };
  }, [element]);
  return part;
}

/** The part of a box (from the window's upper edge) that is inside a window of this height. */
export function visiblePart({ top, height }: { top: number; height: number }, windowHeight: number): VisiblePart {
  if (height <= 0) return { start: 0, length: 1 };
  const start = Math.min(1, Math.max(0, -top / height));
  const end = Math.min(1, Math.max(start, (windowHeight - top) / height));
  return { start, length: end - start };
}

function changed(before: VisiblePart | null, now: VisiblePart): VisiblePart {
  return before?.start === now.start && before.length === now.length ? before : now;
}
