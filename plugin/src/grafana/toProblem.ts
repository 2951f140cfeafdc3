import { problemSchema } from '@lens/core/api';
import * as z from 'zod';

const grafanaErrorSchema = z.object({ message: z.string() });

/** What Grafana's proxy says where the gateway answered 401: it makes a 400 of it, so that nobody is signed out. */
const tokenRefused = 'Authentication to data source failed';

export const refusedToken = {
  code: 'token_refused',
  detail:
    'The gateway refused the token that Grafana sends. Enter a valid one (LENS_API_TOKEN or one of LENS_API_TOKENS of the gateway).',
};

/** The problem that an answer with an error status tells of: the gateway's own, or Grafana's in words that say what to do. */
export function toProblem(status: number, text: string): { code: string; detail: string } & Record<string, unknown> {
  const answer = parse(text);
  const { data: own } = problemSchema.partial().safeParse(answer);
  if (own?.code !== undefined) return { ...own, code: own.code, detail: own.detail ?? own.title ?? own.code };
  const said = grafanaErrorSchema.safeParse(answer).data?.message ?? text;
  return { status, ...grafanaProblem(status, said) };
}

function grafanaProblem(status: number, said: string): { code: string; detail: string } {
  if (status === 401) return { code: 'signed_out', detail: 'Grafana wants you to sign in again. Load the page again.' };
  if (said.includes(tokenRefused)) return refusedToken;
  if (status === 403) return { code: 'not_allowed', detail: `Grafana does not let you do this (${said}).` };
  if (status === 404) {
    return { code: 'not_here', detail: `Grafana found nothing at this address (${said || 'no reason given'}).` };
  }
  if (status === 502 || status === 504) {
    return {
      code: 'gateway_unreachable',
      detail: 'Grafana can’t reach the gateway. See that it runs, and that its address is right as seen from Grafana.',
    };
  }
  return { code: 'unexpected_status', detail: said || `Grafana answered ${status} without saying why.` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
