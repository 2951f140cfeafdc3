/** The SQL of whether a call was erased: what the spool still has of it is told of again after a crash, and stays away. */
export function isErased(callId: string): string {
  return `EXISTS (SELECT FROM audit_log WHERE audit_log.call_id = ${callId} COLLATE "C" AND action = 'erased')`;
}
