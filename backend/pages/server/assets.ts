import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { Router } from 'express';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

interface Asset {
  body: Buffer;
  gzip: Buffer;
  type: string;
  /** Where pages find it: the name with a hash of the content, so that it may be kept for good. */
  url: string;
}

export interface Assets {
  /** The address of a file of the folder; throws when the build left it out. */
  url(name: string): string;
  routes: Router;
}

/** Reads the pages' scripts and styles once: they are small, and a half-written file is never served. */
export function loadAssets(dir: string): Assets {
  const assets = new Map<string, Asset>();
  for (const name of readdirSync(dir)) {
    const type = types[path.extname(name)];
    if (type !== undefined) assets.set(name, readAsset(dir, name, type));
  }
  return {
    url(name) {
      const asset = assets.get(name);
      if (!asset) throw new Error(`The page asset ${name} is not in ${dir}: build the pages with "npm run build".`);
      return asset.url;
    },
    routes: assetRoutes(assets),
  };
}

function readAsset(dir: string, name: string, type: string): Asset {
  const body = readFileSync(path.join(dir, name));
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  const { name: stem, ext } = path.parse(name);
  return { body, gzip: gzipSync(body), type, url: `/assets/${stem}.${hash}${ext}` };
}

function assetRoutes(assets: ReadonlyMap<string, Asset>): Router {
  const byUrl = new Map([...assets.values()].map((asset) => [asset.url, asset]));
  const router = Router();
  router.get('/assets/:file', (req, res, next) => {
    const hashed = byUrl.get(`/assets/${req.params.file}`);
    const asset = hashed ?? assets.get(req.params.file);
    if (!asset) {
      next();
      return;
    }
    const gzipped = req.acceptsEncodings('gzip') === 'gzip';
    res.set({
      'content-type': asset.type,
      'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
      ...(gzipped && { 'content-encoding': 'gzip' }),
    });
    res.send(gzipped ? asset.gzip : asset.body);
  });
  return router;
}
