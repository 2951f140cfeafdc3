import { useEffect, useState, type RefObject } from 'react';

/** Whether what is in a box is no wider than the box; null on the server and until the browser has measured it. */
export function useFits(box: RefObject<HTMLElement | null>): boolean | null {
  const [fits, setFits] = useState<boolean | null>(null);
  useEffect(() => {
    const element = box.current;
    const content = element?.firstElementChild;
    if (!element || !content || typeof ResizeObserver === 'undefined') return undefined;
    // In whole pixels: a table that fills its box may be a fraction wider.
    const observer = new ResizeObserver(() =>
      setFits(Math.floor(content.getBoundingClientRect().width) <= element.clientWidth),
    );
    observer.observe(element);
    observer.observe(content);
    return () => observer.disconnect();
  }, [box]);
  return fits;
}
