import { problemSchema } from '@lens/core/api';
import * as z from 'zod';
import { t } from '../i18n/t';

const grafanaErrorSchema = z.object({ message: z.string() });

interface Problem {
  code: string;
  detail: string;
}

/** What Grafana's proxy says where the gateway answered 401: it makes a 400 of it, so that nobody is signed out. */
// eslint-disable-next-line no-restricted-syntax -- It is Grafana's, in every language.
const tokenRefused = 'Authentication to data source failed';

function refusedToken(): Problem {
  const detail = t(
    'problems.token-refused',
    'The gateway refused the token of the data source “Luthien calls”. An administrator can enter a valid one in its settings (LENS_API_TOKEN or one of LENS_API_TOKENS of the gateway).',
  );
  return { code: 'token_refused', detail };
}

/** The problem that an answer with an error status tells of: the gateway's own, or Grafana's in words that say what to do. */
export function toProblem(status: number, text: string): Problem & Record<string, unknown> {
  const answer = parse(text);
  const { data: own } = problemSchema.partial().safeParse(answer);
  if (own?.code !== undefined) return { ...own, code: own.code, detail: own.detail ?? own.title ?? own.code };
  const said = grafanaErrorSchema.safeParse(answer).data?.message ?? text;
  return { status, ...grafanaProblem(status, said) };
}

function grafanaProblem(status: number, said: string): Problem {
  if (status !== 401 && said.includes(tokenRefused)) return refusedToken();
  switch (status) {
    case 401: {
      const detail = t('problems.signed-out', 'Grafana wants you to sign in again. Load the page again.');
      return { code: 'signed_out', detail };
    }
    case 403: {
      const detail = t('problems.not-allowed', 'Grafana does not let you do this ({{said}}).', { said });
      return { code: 'not_allowed', detail };
    }
    case 404:
      return { code: 'not_here', detail: nothingHere(said) };
    case 502:
    case 504: {
      const detail = t(
        'problems.gateway-unreachable',
        'Grafana can’t reach the gateway. See that it runs, and that its address is right as seen from Grafana.',
      );
      return { code: 'gateway_unreachable', detail };
    }
    default:
      return { code: 'unexpected_status', detail: said || unexplained(status) };
  }
}

function nothingHere(said: string): string {
  return said === ''
    ? t('problems.not-here', 'Grafana found nothing at this address (no reason given).')
    : t('problems.not-here-because', 'Grafana found nothing at this address ({{said}}).', { said });
}

function unexplained(status: number): string {
  return t('problems.unexplained', 'Grafana answered {{status}} without saying why.', { status });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
