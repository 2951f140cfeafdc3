import type { Browser, Page } from 'playwright-core';

export interface Visitor {
  page: Page;
  /** What the browser's console said of errors, requests that failed among it. */
  complaints: string[];
}

/** Grafana answers 404 for a dashboard that is not public, to everybody who opens one. */
const usual = /\/public-dashboards/;

const patienceMs = 300_000;

/** Somebody who is signed in to a Grafana, given as `name:password`, in a window that shows a whole dashboard. */
export async function signIn(browser: Browser, url: string, user: string): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1440, height: 4000 },
    timezoneId: 'UTC',
  });
  // As everywhere: no test is bound to be quick.
  context.setDefaultTimeout(patienceMs);
  const [name = '', password = ''] = user.split(':');
  const response = await context.request.post('/login', { data: { user: name, password } });
  if (!response.ok()) throw new Error(`Grafana at ${url} does not sign ${name} in: ${response.status()}`);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !usual.test(message.location().url)) complaints.push(message.text());
  });
  return { page, complaints };
}
