import type { PolicyChain } from '../../policies/chain.types';
import { isText } from '../bytes';
import type { Call } from '../call';
import type { AnswerHead } from './relay';

/**
 * Whether policies see a whole answer: all of the main routes, and of other paths what may hold text. Sound, pictures and
 * films are none there as on the main routes, but those that are text under such a label are read.
 */
export function isPoliced(
  { operation }: Call,
  chain: PolicyChain | null,
  { status, headers }: AnswerHead,
  body: Buffer,
): chain is PolicyChain {
  if (chain === null || status === 204 || status === 304) return false;
  if (operation !== 'passthrough') return true;
  return chain.others.response && body.length > 0 && !(isMedium(headers['content-type']) && !isText(body));
}

function isMedium(contentType = ''): boolean {
  return /^\s*(audio|image|video)\//i.test(contentType);
}
