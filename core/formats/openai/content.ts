import type { Json } from '../../json';
import { addParts } from './parts';

/**
 * Content is a string; some compatible servers (Mistral while it thinks) send arrays of parts instead, or change from
 * one to the other. The SDK would make "[object Object]" of these, so parts are merged the way the provider's whole
 * answer has them.
 */
export function addContent(before: Json, added: Json | undefined): Json {
  if (added === undefined || added === null) return before;
  if (Array.isArray(added)) return addParts(asParts(before), added);
  if (typeof added !== 'string') return before;
  if (Array.isArray(before)) return added === '' ? before : addParts(before, [{ type: 'text', text: added }]);
  return (typeof before === 'string' ? before : '') + added;
}

function asParts(content: Json): Json[] {
  if (Array.isArray(content)) return content;
  return typeof content === 'string' && content !== '' ? [{ type: 'text', text: content }] : [];
}
