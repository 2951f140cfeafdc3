import 'systemjs/dist/system.js';
import 'systemjs/dist/extras/amd.js';
import 'systemjs/dist/extras/named-register.js';
import { config } from '@grafana/runtime';
import { shared, type Shared } from './shared';
import { loadTranslations } from './translations';

/** SystemJS, as far as Grafana's loader has to do with it. */
interface Loader {
  addImportMap(map: { imports: Record<string, string> }): void;
  import(url: string): Promise<unknown>;
  register(id: string, dependencies: [], declare: (give: (exports: object) => void) => object): void;
  set(id: string, exports: object): void;
  resolve(id: string, parent?: string): string;
  shouldFetch(url: string): boolean;
}

declare const System: Loader;

const hooks = Object.getPrototypeOf(System) as Loader;
// Plugins that lie in Grafana's own folder come as script elements: nothing makes code of text.
hooks.shouldFetch = () => false;
const resolve = hooks.resolve.bind(System);
hooks.resolve = (id, parent) => {
  const url = resolve(id, parent);
  return url.endsWith('.js') ? `${url}?_cache=0.1.0` : url;
};
System.addImportMap({ imports: Object.fromEntries(Object.keys(shared).map((name) => [name, `package:${name}`])) });
for (const [name, exports] of Object.entries(shared)) share(`package:${name}`, exports);

function share(id: string, exports: Shared): void {
  if (typeof exports !== 'function') return System.set(id, exports);
  return System.register(id, [], (give) => ({ execute: async () => give(await exports()) }));
}

/** A plugin as Grafana 12.2.0 loads it: its sentences, then its module, with what Grafana shares and nothing else. */
export async function loadPlugin<Plugin>(pluginId: string, kind: new (...args: never[]) => Plugin): Promise<Plugin> {
  await loadTranslations(pluginId);
  const module = await System.import(`${config.appSubUrl}/public/plugins/${pluginId}/module.js`);
  const plugin: unknown = typeof module === 'object' && module !== null && 'plugin' in module ? module.plugin : null;
  if (!(plugin instanceof kind)) throw new Error(`The module of ${pluginId} has no ${kind.name}.`);
  return plugin;
}
