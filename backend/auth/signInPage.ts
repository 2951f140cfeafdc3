import type { Response } from 'express';

export interface PlainPage {
  status: number;
  title: string;
  /** Plain sentences; a command is shown below them. */
  text: string[];
  command?: string;
}

const styles =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1rem;color-scheme:light dark}' +
  'code{display:block;padding:.75rem 1rem;border:1px solid;border-radius:6px;font-size:15px}';

/** A page without scripts for readers who are not signed in. Its words are the server's own, never the request's. */
export function sendPlainPage(res: Response, { status, title, text, command }: PlainPage): void {
  const paragraphs = text.map((sentence) => `<p>${escape(sentence)}</p>`).join('');
  const code = command === undefined ? '' : `<code>${escape(command)}</code>`;
  res
    .status(status)
    .set({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .type('html')
    .send(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
        `<title>${escape(title)} · Luthien Lens</title><style>${styles}</style></head>` +
        `<body><main><h1>${escape(title)}</h1>${paragraphs}${code}</main></body></html>`,
    );
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
