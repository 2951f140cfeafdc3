import { startTransition, useEffect, useState } from 'react';

/** False on the server, and until what was drawn first has been painted: then there is time for what takes longer. */
export function usePainted(): boolean {
  const [painted, setPainted] = useState(false);
  useEffect(() => startTransition(() => setPainted(true)), []);
  return painted;
}
