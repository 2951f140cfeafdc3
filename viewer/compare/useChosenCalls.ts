import type { FormEvent } from 'react';
import { useViewer } from '../host';

/** Opens the comparison that a form with the fields `a` and `b` names. The host goes there, as it goes by links. */
export function useChosenCalls(): (event: FormEvent<HTMLFormElement>) => void {
  const { links: to, address } = useViewer().host;
  return (event) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const named = (field: 'a' | 'b'): string => {
      const value = fields.get(field);
      return typeof value === 'string' ? value.trim() : '';
    };
    address.open(to.compare({ a: named('a'), b: named('b') }));
  };
}
