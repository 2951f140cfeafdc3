import { t } from '../i18n/t';

/** What a page or a part of one shows. */
export type Shown = keyof typeof words;

/**
 * Whole sentences, not made of parts: other languages bend what is in the middle of one. Each is written out in a `t` of its
 * own: i18next-cli takes keys and words out of the source, and makes nothing of those that the program puts together.
 */
const words = {
  calls: {
    loading: () => t('pages.calls.loading', 'Loading the calls…'),
    failed: () => t('pages.calls.failed', 'Could not load the calls'),
  },
  call: {
    loading: () => t('pages.call.loading', 'Loading the call…'),
    failed: () => t('pages.call.failed', 'Could not load the call'),
  },
  comparison: {
    loading: () => t('pages.comparison.loading', 'Loading the comparison…'),
    failed: () => t('pages.comparison.failed', 'Could not load the comparison'),
  },
  sessions: {
    loading: () => t('pages.sessions.loading', 'Loading the sessions…'),
    failed: () => t('pages.sessions.failed', 'Could not load the sessions'),
  },
  session: {
    loading: () => t('pages.session.loading', 'Loading the session…'),
    failed: () => t('pages.session.failed', 'Could not load the session'),
  },
  liveFeed: {
    loading: () => t('pages.live-feed.loading', 'Loading the live feed…'),
    failed: () => t('pages.live-feed.failed', 'Could not load the live feed'),
  },
  policies: {
    loading: () => t('pages.policies.loading', 'Loading the policies…'),
    failed: () => t('pages.policies.failed', 'Could not load the policies'),
  },
  errors: {
    loading: () => t('pages.errors.loading', 'Loading the errors…'),
    failed: () => t('pages.errors.failed', 'Could not load the errors'),
  },
  callsOfTrace: {
    loading: () => t('pages.calls-of-trace.loading', 'Loading the calls of this trace…'),
    failed: () => t('pages.calls-of-trace.failed', 'Could not load the calls of this trace'),
  },
  logs: {
    loading: () => t('pages.logs.loading', 'Loading the logs…'),
    failed: () => t('pages.logs.failed', 'Could not load the logs'),
  },
} as const;

/** That something is on its way. */
export function loadingWords(what: Shown): string {
  return words[what].loading();
}

/** That something could not be had. */
export function failedWords(what: Shown): string {
  return words[what].failed();
}
