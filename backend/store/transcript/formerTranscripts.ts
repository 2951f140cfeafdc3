import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { uuidOf } from '../../uuid';
import { beginBatch, type Standing } from '../write/beginBatch';
import type { KeptForSql } from '../write/encodeEvent';
import { claimTranscripts, type Claim } from './claimTranscripts';
import { findTranscripts } from './findTranscripts';
import type { Asked } from './keptTranscripts';
import { transcriptIds, type TranscriptIds } from './transcriptIds';
import type { Transcripts } from './transcripts';

/**
 * Transcripts from before this process began: those of the recorder of the same data folder. They are found by the folder's
 * key, and only the process that claimed them last goes on with them.
 */
export interface FormerTranscripts {
  ids: Pick<TranscriptIds, 'newId'>;
  /** Whose claim each transaction looks up; null where nothing is claimed. */
  recorder(): string | null;
  /** Reads back what calls may go on with, before there is a transaction. */
  prepare(client: ClientBase, transcripts: Transcripts, records: readonly Asked[]): Promise<void>;
  /** The same in one that {@link beginBatch} began. */
  readBack(client: ClientBase, transcripts: Transcripts, records: readonly Asked[]): Promise<void>;
  /** Tells how things stand; what can't be built on any more is forgotten. */
  stands(transcripts: Transcripts, standing: Standing): void;
  /** A batch failed, and may be written all the same: its connection was lost, and its commit is under way. */
  failed(): void;
}

/** Without a key nothing is read back, and ids say nothing. What is `kept` for SQL decides what is gone on with. */
export function createFormerTranscripts(key: string | null, kept: KeptForSql): FormerTranscripts {
  const unclaimed = transcriptIds(randomBytes(32).toString('hex'));
  let own = key === null ? null : { claim: claimOf(key), ids: transcriptIds(key) };
  let isClaimed = false;
  /** No transaction of ours is under way that this process knows nothing of. */
  let isSure = false;

  /** Of two processes with one key in one database the last that was started has it. */
  function stands(transcripts: Transcripts, { erasures, instance }: Standing): void {
    transcripts.erased(erasures);
    if (own === null || instance === undefined || instance === own.claim.instance) return;
    own = null;
    isClaimed = false;
    transcripts.forget();
  }

  async function readBack(client: ClientBase, transcripts: Transcripts, records: readonly Asked[]): Promise<void> {
    const mine = own;
    if (mine === null || !isClaimed || !isSure) return;
    await transcripts.readBack(records, (conversations) =>
      findTranscripts(client, conversations, { ids: mine.ids, kept }),
    );
  }

  const recorder = () => (own !== null && isClaimed ? own.claim.recorder : null);

  return {
    ids: { newId: (conversation) => (own !== null && isClaimed ? own.ids : unclaimed).newId(conversation) },
    recorder,
    async prepare(client, transcripts, records) {
      if (own === null || !transcripts.isUnknown(records)) return;
      if (!isSure) {
        isSure = await claimTranscripts(client, own.claim, isClaimed);
        isClaimed ||= isSure;
      }
      if (!isSure) return;
      stands(transcripts, await beginBatch(client, recorder()));
      await readBack(client, transcripts, records);
      await client.query('COMMIT');
    },
    readBack,
    stands,
    failed: () => void (isSure = false),
  };
}

function claimOf(key: string): Claim {
  const recorder = uuidOf(createHmac('sha256', key).update('recorder').digest('hex'));
  return { recorder, instance: randomUUID() };
}
