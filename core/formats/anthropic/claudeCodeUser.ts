import { isObject, type Json } from '../../json';
import { parseBounded } from '../jsonText/parseBounded';

/** `user_<device>_account_<uuid, or nothing>_session_<uuid>` */
const joined = /^user_(?<device>[^_]+)_account_(?<account>[^_]*)_session_(?<session>[^_]+)$/;

/**
 * The user and session that Claude Code packs into `metadata.user_id`, in its older joined form or its newer one,
 * `{"device_id": …, "account_uuid": …, "session_id": …}` as JSON text. The account names the person; without one the
 * device has to do. Null for any other user id.
 */
export function claudeCodeUser(userId: Json | undefined): { userId: string | null; sessionId: string } | null {
  if (typeof userId !== 'string') return null;
  const parts = joined.exec(userId)?.groups;
  if (parts !== undefined) return packed(parts['account'], parts['device'], parts['session']);
  const fields = userId.startsWith('{') ? parseBounded(userId) : undefined;
  return isObject(fields) ? packed(fields['account_uuid'], fields['device_id'], fields['session_id']) : null;
}

function packed(account?: Json, device?: Json, session?: Json): { userId: string | null; sessionId: string } | null {
  if (typeof session !== 'string') return null;
  const userId = [account, device].find((part) => typeof part === 'string' && part !== '');
  return { userId: typeof userId === 'string' ? userId : null, sessionId: session };
}
