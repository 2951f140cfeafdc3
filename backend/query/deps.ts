import type { RequestHandler } from 'express';
import type { Pool } from 'pg';
import type { Auth } from '../auth';
import type { Log } from '../log';
import type { SearchBound, StoredCall } from '../store';
import type { TraceSource } from '../traces';
import type { ConfiguredPolicies } from './loadPolicies';
import type { ViewBuilder } from './builder/viewBuilder';

/** What reading a call takes. */
export interface ViewDeps {
  pool: Pool;
  log: Log;
  traces: TraceSource;
  /** Where views are built: never on the request path. */
  views: ViewBuilder;
  /** Where a Grafana shows the call's trace and logs; null without one. */
  links?: (call: StoredCall) => { traceUrl: string | null; logsUrl: string | null };
}

export interface QueryDeps extends ViewDeps {
  auth: Auth;
  /** What lets one token or sign-in ask only so often; see `createRateLimit`. */
  rateLimit: RequestHandler;
  /** How far a search goes for one page. */
  search: SearchBound;
  /** Of this gateway. */
  policies: ConfiguredPolicies;
  /** Of the product, for the OpenAPI document. */
  version: string;
}
