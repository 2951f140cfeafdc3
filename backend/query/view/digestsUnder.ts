import { createHmac } from 'node:crypto';

/**
 * The digests that stand for masked texts: under a key of each call's own, so that equal texts are seen to be equal within a
 * call, in both directions, and nowhere else. Under one key for all calls, whoever may send some could have a list of guesses
 * redacted and look for the digest of another's secret among them.
 */
export function digestsUnder(key: string): (callId: string) => (text: string) => string {
  return (callId) => {
    const ofCall = createHmac('sha256', key).update(callId).digest();
    return (text) => createHmac('sha256', ofCall).update(text).digest('hex').slice(0, 8);
  };
}
