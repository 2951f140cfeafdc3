import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const routeSchema = z.object({
  path: z.string(),
  method: z.string(),
  url: z.string().optional(),
  reqRole: z.string().optional(),
});
export type PluginRoute = z.infer<typeof routeSchema>;

const pluginSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  languages: z.array(z.string()).default([]),
  routes: z.array(routeSchema).default([]),
});
export type Plugin = z.infer<typeof pluginSchema> & { folder: string };

const room = path.resolve(__dirname, '../../../plugin');
const dist = path.join(room, 'dist');

export const isPluginBuilt = existsSync(path.join(dist, 'plugin.json'));

/** The app and what is nested in it, as Grafana finds them in a folder. */
export function readPlugins(): Plugin[] {
  return globSync('**/plugin.json', { cwd: dist }).map((file) => ({
    ...pluginSchema.parse(JSON.parse(readFileSync(path.join(dist, file), 'utf8'))),
    folder: path.join(dist, path.dirname(file)),
  }));
}

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.map': 'application/json',
};

/** A file of a plugin's own folder; under its id Grafana serves nothing else. */
export function readPluginFile(
  { folder }: Plugin,
  name: string,
): { type: string; bytes: Uint8Array<ArrayBuffer> } | null {
  const file = path.join(folder, name);
  const type = types[path.extname(file)];
  if (type === undefined || path.relative(folder, file).startsWith('..') || !existsSync(file)) return null;
  return { type, bytes: new Uint8Array(readFileSync(file)) };
}

/** In the place of Grafana's: which letters a font has decides nothing. */
export function readFont(): Uint8Array<ArrayBuffer> {
  const installed = 'node_modules/monaco-editor/esm/vs/base/browser/ui/codicons/codicon/codicon.ttf';
  return new Uint8Array(readFileSync(path.join(room, installed)));
}
