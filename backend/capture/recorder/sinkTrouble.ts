import { messageOf } from '../../errors';
import { faultOf, type Log } from '../../log';

/** A sink in trouble, said once when it begins and once when it is over. */
export interface SinkTrouble {
  /** The last error while writes fail. */
  failing(): string | null;
  failed(error: unknown): void;
  written(): void;
  dropped(calls: number): void;
  /** Nothing needs to be dropped any more. */
  keepsUp(): void;
}

export function createSinkTrouble(sink: string, required: boolean, log: Log): SinkTrouble {
  let failing: string | null = null;
  let dropped = 0;
  const where = required ? '; they wait in the spool' : '';

  return {
    failing: () => failing,
    failed(error) {
      if (failing === null) log.warn({ sink, ...faultOf(error) }, `Recorded calls cannot be written${where}.`);
      failing = messageOf(error);
    },
    written() {
      if (failing !== null) log.info({ sink }, 'Recorded calls are written again.');
      failing = null;
    },
    dropped(calls) {
      if (dropped === 0)
        log.warn({ sink }, 'A sink does not keep up: the oldest of the calls that wait for it are dropped.');
      dropped += calls;
    },
    keepsUp() {
      if (dropped > 0) log.info({ sink, dropped }, 'A sink keeps up again.');
      dropped = 0;
    },
  };
}
