import type { DataFrame, PanelData } from '@grafana/data';
import type { CallView } from '@lens/core/api';
import type { CallMeta } from '../../datasource/frames/callFrames';

/** The call that a panel shows. */
export interface PanelCall {
  callId: string;
  /** What came with the panel's own data; null where it has to be asked for. */
  view: CallView | null;
}

/** As tables of calls name the column: ours, the dashboards' views in SQL, records in logs. */
const idFields = ['callId', 'call_id', 'transaction_id'];
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The call that is named (by a variable, which a row of a table may set), else that of the panel's own data: a query of one call,
 * or any table with a column of call ids. Null where there is none.
 */
export function callOfPanel(named: string, { series }: Pick<PanelData, 'series'>): PanelCall | null {
  const views = series.flatMap((frame) => callIn(frame) ?? []);
  const wanted = named.trim().toLowerCase();
  if (uuid.test(wanted)) return { callId: wanted, view: views.find(({ call }) => call.callId === wanted) ?? null };
  const [own] = views;
  if (own !== undefined) return { callId: own.call.callId, view: own };
  const [callId] = series.flatMap(firstIdIn);
  return callId === undefined ? null : { callId, view: null };
}

function callIn({ meta }: DataFrame): CallView | undefined {
  // Made by our own data source, and by no other.
  const custom: CallMeta | undefined = meta?.custom;
  return custom?.lensCall;
}

function firstIdIn({ fields }: DataFrame): string[] {
  const field = fields.find(({ name }) => idFields.includes(name));
  const values: unknown[] = Array.from(field?.values ?? []);
  const id = values.find((value) => typeof value === 'string' && uuid.test(value));
  return typeof id === 'string' ? [id.toLowerCase()] : [];
}
