import { NotRecordedError, type CallStart, type Capture, type StreamPart, type WholeCall } from '../call';
import { encodeWhole } from './frames/encodeFrame';
import { packLarge } from './frames/pack';
import { recordTypes } from './spool/record';
import type { Spool } from './spool/types';

interface Gathered {
  start: CallStart;
  parts: StreamPart[];
}

/**
 * The capture of calls that are over before they are told of. Each becomes one record at its end, so that of one whose
 * telling breaks off nothing is on record, and who tells it again tells it for the first time. Rejects with
 * `NotRecordedError` where the spool has no room.
 */
export function createWholeCapture(spool: Pick<Spool, 'append'>): Capture {
  const gathered = new Map<string, Gathered>();

  async function append(call: WholeCall): Promise<void> {
    const request = (await packLarge(call.start.request)) ?? call.start.request;
    const response = (await packLarge(call.end.response)) ?? call.end.response;
    const packed = { ...call, start: { ...call.start, request }, end: { ...call.end, response } };
    if (!(await spool.append(recordTypes.whole, encodeWhole(packed)))) throw new NotRecordedError();
  }

  return {
    refuses: true,
    admit: () => undefined,
    start(start) {
      gathered.set(start.callId, { start, parts: [] });
      return undefined;
    },
    part(part) {
      gathered.get(part.callId)?.parts.push(part);
      return undefined;
    },
    end(end) {
      const call = gathered.get(end.callId);
      gathered.delete(end.callId);
      return call && append({ ...call, end });
    },
  };
}
