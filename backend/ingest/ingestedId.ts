import { createHmac } from 'node:crypto';

/** The ids of a call that was made elsewhere. */
export interface IngestedIds {
  callId: string;
  /** Where its teller has none. */
  traceId: string;
  spanId: string;
}

/**
 * Made of who tells of a call, what it is called there and when it began, so that the same call has the same ids however often
 * it is told of. The call's is a UUID of version 7, as all are: the time in it is the call's, and puts it into its day. Its
 * other bits are keyed, so that nobody can choose an id, nor come upon that of another's call.
 *
 * @param startedAt milliseconds since the Unix epoch
 */
export function createIngestedIds(
  key: string | Uint8Array,
): (teller: string, source: string, name: string, startedAt: number) => IngestedIds {
  return (teller, source, name, startedAt) => {
    const told = JSON.stringify([teller, source, name]);
    const digest = createHmac('sha256', key).update(told).digest('hex');
    const time = Math.floor(startedAt).toString(16).padStart(12, '0');
    const variant = ((parseInt(digest.charAt(3), 16) & 0x3) | 0x8).toString(16);
    return {
      callId: `${time.slice(0, 8)}-${time.slice(8)}-7${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(7, 19)}`,
      traceId: notZero(digest.slice(19, 51)),
      spanId: notZero(createHmac('sha256', key).update(`span ${told}`).digest('hex').slice(0, 16)),
    };
  };
}

/** All zeros are no id (W3C Trace Context). */
function notZero(hex: string): string {
  return /^0+$/.test(hex) ? hex.replace(/.$/, '1') : hex;
}
