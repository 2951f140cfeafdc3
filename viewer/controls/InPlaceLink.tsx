import type { AnchorHTMLAttributes, MouseEvent } from 'react';

interface InPlaceLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string;
  /** What a plain click does instead of going there. */
  onFollow: () => void;
}

/** A link that works without JavaScript, opens in a new window and has an address, and acts on this page with it. */
export function InPlaceLink({ onFollow, ...link }: InPlaceLinkProps) {
  return (
    <a
      {...link}
      onClick={(event) => {
        if (opensElsewhere(event)) return;
        event.preventDefault();
        onFollow();
      }}
    />
  );
}

function opensElsewhere(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
}
