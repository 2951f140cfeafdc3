import path from 'node:path';
import type { RequestHandler } from 'express';

const fileName = /^[a-z][a-z-]*\.md$/;

/** What to do about an alert, as it is written: `docs/runbooks`, which the build puts beside the pages' scripts. */
export function runbook(assetsDir: string): RequestHandler {
  return (req, res, next) => {
    const name = path.basename(req.path);
    if (!fileName.test(name)) {
      next();
      return;
    }
    // As a text: browsers would offer to save Markdown.
    res.type('text/plain').sendFile(name, { root: path.join(assetsDir, 'runbooks') }, (error?: Error) => {
      if (error !== undefined && !res.headersSent) next();
    });
  };
}
