import type { StreamText } from '@lens/core/formats';
import type { PolicyStreamEvent, ThreadContext } from '../contract';
import { carriedBy, mostOpen } from './carriedTexts';
import type { TextPolicyOptions } from './options';
import { createCrowdReporter } from './reporter';
import { createSingleTexts } from './singleTexts';
import { refusalOfDocument } from './unreadDocuments';

/** Pieces of texts that go on, in one event: what follows is done on the event loop. No answer says as much at once. */
const mostPieces = 5000;

interface Rewriting {
  options: TextPolicyOptions;
  followed: ReadonlySet<string>;
  ctx: ThreadContext;
}

/** Rewrites the texts of an event that are looked at by themselves; gives those that go on, for their stream to follow. */
export function rewriteWhole(event: PolicyStreamEvent, { options, followed, ctx }: Rewriting): StreamText[] {
  if (options.redacts && options.unreadDocuments === 'refuse' && event.data !== null) {
    const refusal = refusalOfDocument(event.data, 'response', ctx, options);
    // Events are taken from here to their stream, which no thread can end but by failing.
    if (refusal !== null) throw new Error('An event holds a document that is not to pass.');
  }
  const { own, whole, beyond, other } = carriedBy(event, options, followed);
  if (own.length > mostPieces) throw new Error(`An event goes on with texts in more than ${mostPieces} pieces.`);
  createCrowdReporter(ctx, mostOpen)(beyond);
  const single = createSingleTexts(options, ctx);
  for (const text of whole) single.rewrite(event, text);
  return other === null ? own : [...own, other];
}
