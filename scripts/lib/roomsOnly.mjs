import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from './runtime.mjs';

/** For esbuild: rooms are bundled from their TypeScript; packages of the registry stay imports. */
export const roomsOnly = {
  name: 'rooms-only',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path: name, kind, resolveDir }) => {
      if (kind === 'entry-point' || name.startsWith('@lens/')) return undefined;
      return { path: name, external: true, errors: name.startsWith('node:') ? [] : hiddenPackage(name, resolveDir) };
    });
  },
};

/** The bundle lies at the root: what a room alone has, in another version than the root, would be that of the root there. */
function hiddenPackage(name, resolveDir) {
  const folder = path.join('node_modules', /^(?:@[^/]+\/)?[^/]+/.exec(name)[0]);
  for (let dir = resolveDir; dir.startsWith(root + path.sep); dir = path.dirname(dir)) {
    if (!existsSync(path.join(dir, folder))) continue;
    const text = `${path.relative(root, dir)} has a ${name} of its own, which the bundle can't reach. Name it in package.json of the root too.`;
    return [{ text }];
  }
  return [];
}
