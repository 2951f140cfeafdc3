import { unreadDocumentIn } from '@lens/core/formats';
import type { JsonObject } from '@lens/core/json';
import type { Direction } from '../../call';
import type { Block, PolicyContext } from '../contract';
import type { TextPolicyOptions } from './options';

/** Refuses what carries a document that no text policy reads, where the policy's entry asks for it. */
export function refusalOfDocument(
  body: JsonObject,
  direction: Direction,
  ctx: Pick<PolicyContext<unknown>, 'emit'>,
  { name }: Pick<TextPolicyOptions, 'name'>,
): Block | null {
  const location = unreadDocumentIn(body, { isRequest: direction === 'request' });
  if (location === null) return null;
  ctx.emit('policy.document_refused', `Stopped the call at a document in ${location}`, { location }, 'warning');
  const what = direction === 'request' ? 'request' : 'answer';
  const message = `The ${what} holds a document or a picture (${location}) that the policy ${name} can't read. Whoever runs the gateway can let it pass with unread_documents: pass.`;
  return { block: { message, status: direction === 'request' ? 400 : 502 } };
}
