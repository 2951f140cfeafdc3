import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CallView } from '@lens/core/api';

/** A folder with scripts and styles as a build leaves them, and a file that is none of them. */
export function writeAssets(): string {
  const assetsDir = mkdtempSync(path.join(tmpdir(), 'lens-pages-'));
  for (const name of [
    'callPage',
    'callsPage',
    'comparePage',
    'livePage',
    'errorsPage',
    'sessionsPage',
    'sessionPage',
    'policiesPage',
  ]) {
    writeFileSync(path.join(assetsDir, `${name}.js`), `/* ${name} */`);
    writeFileSync(path.join(assetsDir, `${name}.css`), '.lens{}');
  }
  writeFileSync(path.join(assetsDir, 'notes.txt'), 'not for the web');
  return assetsDir;
}

/** Without following where it leads. */
export async function get(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

export const callPath = ({ call }: CallView): string => `/v2/debug/request/${call.callId}`;

/** The page as it is read, without the data for its script. */
export function pageOf(html: string): string {
  return html.slice(0, html.indexOf('<script type="application/json"'));
}

/** What the page's script is given. */
export function dataOf(html: string): { complete: boolean; tab: string; view: CallView } {
  const [, json] = /<script type="application\/json" id="data">(.*?)<\/script>/.exec(html) ?? [];
  return JSON.parse(json ?? '') as ReturnType<typeof dataOf>;
}
