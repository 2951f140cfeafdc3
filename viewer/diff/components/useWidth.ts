import { useEffect, useState, type RefObject } from 'react';

/** Width of an element in CSS pixels; null until the browser has measured it. While it is hidden the last one counts. */
export function useWidth(ref: RefObject<HTMLElement | null>): number | null {
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    const element = ref.current;
    if (element === null || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth((last) => entry?.contentRect.width || last));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}
