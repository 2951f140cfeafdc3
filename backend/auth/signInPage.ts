import type { Response } from 'express';

export interface PlainPage {
  status: number;
  title: string;
  /** Plain sentences; a command is shown below them, or a button that posts to an address of ours. */
  text: string[];
  command?: string;
  button?: { action: string; label: string };
}

/** As the pages behind the sign-in look (`viewer/theme`), whose style sheet is closed with them. */
const styles =
  'html{color-scheme:light dark;color:light-dark(#1c2128,#dfe5ec);background:light-dark(#fff,#10141a)}' +
  'body{margin:0;font:13px/1.45 system-ui,sans-serif}' +
  'header,code{background:light-dark(#f5f7f9,#181d25);border:0 solid light-dark(#d5dbe2,#2d3541)}' +
  'header{display:flex;align-items:center;gap:8px;height:44px;padding:0 20px;border-bottom-width:1px;font-weight:600}' +
  'main{max-width:600px;margin:12vh auto 0;padding:0 20px}h1{font-size:20px}' +
  'svg{fill:none;stroke:light-dark(#3654c8,#8fa8ff);stroke-width:1.5}' +
  'code{display:block;padding:10px 12px;border-width:1px;border-radius:6px;font-size:12px;overflow-wrap:anywhere}' +
  'button{font:inherit;font-weight:600;padding:6px 14px;border:0;border-radius:6px;cursor:pointer;' +
  'color:light-dark(#fff,#10141a);background:light-dark(#3654c8,#8fa8ff)}' +
  'button:focus-visible{outline:2px solid light-dark(#3654c8,#8fa8ff);outline-offset:2px}';

const mark =
  '<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">' +
  '<circle cx="8" cy="8" r="6.75"/><path d="M4.5 6.5h7M4.5 9.5H9"/></svg>';

/** A page without scripts around signing in and out. Its words are the server's own, and the name of who is signed in. */
export function sendPlainPage(res: Response, { status, title, text, command, button }: PlainPage): void {
  const paragraphs = text.map((sentence) => `<p>${escape(sentence)}</p>`).join('');
  const code = command === undefined ? '' : `<code>${escape(command)}</code>`;
  const form =
    button === undefined
      ? ''
      : `<form method="post" action="${escape(button.action)}"><button>${escape(button.label)}</button></form>`;
  res
    .status(status)
    .set({
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
      // Not `no-referrer`: a form's request would then not say which site it is from.
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    })
    .type('html')
    .send(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
        `<title>${escape(title)} · Luthien Lens</title><style>${styles}</style></head>` +
        `<body><header>${mark}Luthien Lens</header><main><h1>${escape(title)}</h1>${paragraphs}${code}${form}</main></body></html>`,
    );
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
