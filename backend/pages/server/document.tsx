import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { visibleString } from '@lens/viewer/format';
import type { Theme } from '../frame/ThemeToggle';

export interface DocumentParts {
  title: string;
  theme: Theme;
  styles: string;
  /** The client that takes the page over, and what it is rendered from; null for pages that stay as they are. */
  client: { script: string; data: unknown } | null;
  body: ReactNode;
}

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='%233654c8' stroke-width='1.5'%3E" +
  "%3Ccircle cx='8' cy='8' r='6.75'/%3E%3Cpath d='M4.5 6.5h7M4.5 9.5H9'/%3E%3C/svg%3E";

/** A whole page. Everything in it passes through React or `embedJson`; nothing is put together as HTML text. */
export function renderDocument({ title, theme, styles, client, body }: DocumentParts): string {
  const head = renderToString(
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>{`${visibleString(title)} · Luthien Lens`}</title>
      <link rel="icon" href={icon} />
      <link rel="stylesheet" href={styles} />
      {client !== null && <script type="module" src={client.script} />}
    </head>,
  );
  const chosen = theme === 'system' ? '' : ` data-theme="${theme}"`;
  const data = client === null ? '' : `<script type="application/json" id="data">${embedJson(client.data)}</script>`;
  const app = `<div id="app">${renderToString(body)}</div>`;
  return `<!doctype html><html lang="en" class="lens-viewer"${chosen}>${head}<body>${app}${data}</body></html>`;
}

const escapes: Readonly<Record<string, string>> = { '<': '\\u003c', '\u2028': '\\u2028', '\u2029': '\\u2029' };

/**
 * JSON for a `<script type="application/json">`: no `<` can end the element or open a comment in it, and no line
 * separator is taken for a line end.
 */
function embedJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<\u2028\u2029]/g, (character) => escapes[character] ?? '');
}
