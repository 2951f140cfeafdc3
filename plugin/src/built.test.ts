import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

/** What the build left, looked at as Grafana and its plugin validator look at it. `npm run build` comes first. */

const dist = path.resolve(__dirname, '../dist');
const read = (file: string): string => readFileSync(path.join(dist, file), 'utf8');
const scripts = globSync('**/*.js', { cwd: dist });
const modules = scripts.filter((file) => path.basename(file) === 'module.js');

const infoSchema = z.object({
  id: z.string().regex(/^[0-9a-z]+-([0-9a-z]+-)?(app|panel|datasource)$/),
  type: z.enum(['app', 'panel', 'datasource']),
  languages: z.array(z.string()),
  info: z.object({
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    updated: z.iso.date(),
    description: z.string().min(1),
    keywords: z.array(z.string()).min(1),
    author: z.object({ name: z.string() }),
    logos: z.object({ small: z.string(), large: z.string() }),
  }),
  dependencies: z.object({ grafanaDependency: z.literal('>=12.2.0') }),
});
const appSchema = infoSchema.extend({
  includes: z.array(z.object({ type: z.string(), path: z.string(), name: z.string(), role: z.string().optional() })),
  routes: z.array(z.object({ path: z.string(), method: z.enum(['GET', 'POST']), reqRole: z.literal('Editor') })),
  extensions: z.object({
    addedLinks: z.array(z.object({ title: z.string().min(10), description: z.string(), targets: z.array(z.string()) })),
  }),
});

const app = appSchema.parse(JSON.parse(read('plugin.json')));

/** `sharedDependenciesMap` of Grafana 12.2.0 (public/app/features/plugins/loader), as far as a plugin of today asks for it. */
const sharedBy12 = new Set([
  '@emotion/css',
  '@emotion/react',
  '@grafana/data',
  '@grafana/data/unstable',
  '@grafana/runtime',
  '@grafana/runtime/unstable',
  '@grafana/ui',
  '@grafana/ui/unstable',
  'd3',
  'i18next',
  'jquery',
  'lodash',
  'moment',
  'prismjs',
  'react',
  'react-dom',
  'react-inlinesvg',
  'react-redux',
  'react-router',
  'react-router-dom',
  'redux',
  'rxjs',
  'rxjs/operators',
]);

/** What a module asks the host for. */
function asked(file: string): string[] {
  const list = /define\((\[[^\]]*\])/.exec(read(file))?.[1];
  return z.array(z.string()).parse(JSON.parse(list ?? 'null'));
}

test('there is a module, with its map, its plugin.json and its logos, for the app and for all that is nested in it', () => {
  expect(modules.map((file) => path.dirname(file)).sort()).toEqual([
    '.',
    'datasource',
    'panels/diff',
    'panels/waterfall',
  ]);
  for (const file of modules) {
    const at = (name: string): string => path.join(path.dirname(file), name);
    const { info } = infoSchema.parse(JSON.parse(read(at('plugin.json'))));
    for (const name of ['module.js.map', info.logos.small, info.logos.large]) {
      expect(existsSync(path.join(dist, at(name))) ? '' : at(name)).toBe('');
    }
  }
});

test('each has the sentences of every language that there is, where Grafana looks for them: by its own id', () => {
  const languages = readdirSync(path.join(__dirname, 'locales'));
  for (const file of modules) {
    const folder = path.dirname(file);
    const plugin = infoSchema.parse(JSON.parse(read(path.join(folder, 'plugin.json'))));
    expect([plugin.id, plugin.languages]).toEqual([plugin.id, languages]);
    for (const language of languages) {
      expect(read(path.join(folder, 'locales', language, `${plugin.id}.json`))).toBe(
        read(`locales/${language}/luthien-lens-app.json`),
      );
    }
  }
});

test.each(modules)('%s asks Grafana for nothing that 12.2.0 does not share', (file) => {
  expect(asked(file).filter((name) => name !== 'module' && !sharedBy12.has(name))).toEqual([]);
});

test('nothing asks for a runtime of JSX, or brings a React of its own', () => {
  const found = scripts.filter((file) =>
    /react\/jsx-runtime|__SECRET_INTERNALS|__CLIENT_INTERNALS|react\.element/.test(read(file)),
  );
  expect(found).toEqual([]);
});

test.each(modules)('%s is small: what it shows is loaded when it is shown', (file) => {
  expect(statSync(path.join(dist, file)).size).toBeLessThan(20_000);
});

test('what is nested is declared, and is there', () => {
  const declared = app.includes.filter(({ type }) => type !== 'page').map((each) => each.path);
  const nested = modules.map((file) => path.dirname(file)).filter((folder) => folder !== '.');
  expect(declared.sort()).toEqual(nested.map((folder) => `${folder}/plugin.json`).sort());
});

test('pages say for whom they are, and are the app’s own', () => {
  for (const page of app.includes.filter(({ type }) => type === 'page')) {
    expect(page.role).toMatch(/^(Viewer|Admin)$/);
    expect(page.path).toMatch(/^\/(a|plugins)\/luthien-lens-app(\/|$)/);
  }
});

test('no script uses what the plugin validator refuses', () => {
  const refused = /\beval\(|window\.open\(|\bconsole\.(log|info|debug)\(|\balert\(|\bconfirm\(|googletagmanager/;
  expect(scripts.filter((file) => refused.test(read(file)))).toEqual([]);
});

test('the links that are registered are those that are declared', async () => {
  const { plugin } = await import('./module');
  const registered = plugin.addedLinkConfigs.map(({ title, description, targets }) => ({
    title,
    description,
    targets: [targets].flat(),
  }));
  expect(registered).toEqual(app.extensions.addedLinks);
});
