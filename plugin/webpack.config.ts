import CopyWebpackPlugin from 'copy-webpack-plugin';
import { readFileSync } from 'fs';
import { globSync } from 'glob';
import path from 'path';
import type { Configuration, RuleSetRule } from 'webpack';
import { merge } from 'webpack-merge';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config';
import { roomPackages, rooms, root } from './rooms';

/** Grafana's own configuration, with the rooms beside this one, and with a runtime of JSX that is not asked of Grafana. */
export default async function config(env: Env): Promise<Configuration> {
  const base = await grafanaConfig(env);
  return merge(
    { ...base, externals: withoutJsxRuntime(base), module: { rules: rulesOf(base).map(withOwnTarget) } },
    {
      resolve: {
        alias: {
          'react/jsx-runtime$': path.join(__dirname, 'src/jsxRuntime.ts'),
          'grafana-public-path$': path.join(__dirname, 'publicPath.js'),
          ...Object.fromEntries(rooms.map((room) => [`@lens/${room}`, path.join(root, room)])),
          // The rooms' packages too are those that are installed here: of two copies each would be in the bundle.
          ...Object.fromEntries(roomPackages.map((name) => [name, path.join(__dirname, 'node_modules', name)])),
        },
      },
      // The modules of the app, the panels and the data source meet on one page and share their later parts: with exports that
      // are left out for each by itself, one finds that of another with some missing.
      optimization: { usedExports: 'global' },
      // The scaffold copies the images of the app alone.
      plugins: [new CopyWebpackPlugin({ patterns: [{ from: '*/**/img/*', to: '.' }, ...nestedLocales()] })],
      // `module.js` is held small by a test, the rest is loaded when a page is opened.
      performance: { hints: false },
    },
  );
}

/** Grafana 12.2.0 shares `react` and not its runtime of JSX. */
function withoutJsxRuntime({ externals }: Configuration): NonNullable<Configuration['externals']> {
  if (!Array.isArray(externals)) throw new Error('The scaffolded configuration has no list of externals any more.');
  return externals.filter((each) => each !== 'react/jsx-runtime' && each !== 'react/jsx-dev-runtime');
}

/** Of each plugin Grafana loads the sentences below its own folder and by its own id. They are written once, for the app. */
function nestedLocales(): { from: string; to: string }[] {
  const source = path.join(__dirname, 'src');
  const languages = globSync('locales/*/', { cwd: source }).map((folder) => path.basename(folder));
  return globSync('*/**/plugin.json', { cwd: source }).flatMap((file) => {
    const { id } = JSON.parse(readFileSync(path.join(source, file), 'utf8')) as { id: string };
    return languages.map((language) => ({
      from: `locales/${language}/luthien-lens-app.json`,
      to: path.join(path.dirname(file), 'locales', language, `${id}.json`),
    }));
  });
}

function rulesOf({ module }: Configuration): RuleSetRule[] {
  return (module?.rules ?? []).filter((rule): rule is RuleSetRule => typeof rule === 'object' && rule !== null);
}

interface SwcUse {
  loader: 'swc-loader';
  options: { jsc: object };
}

/** JSX as the rooms have it, for the browsers that their styles need anyway. */
function withOwnTarget(rule: RuleSetRule): RuleSetRule {
  if (!isSwc(rule.use)) return rule;
  const jsc = { ...rule.use.options.jsc, target: 'es2022', transform: { react: { runtime: 'automatic' } } };
  return { ...rule, use: { ...rule.use, options: { ...rule.use.options, jsc } } };
}

function isSwc(use: RuleSetRule['use']): use is SwcUse {
  return typeof use === 'object' && use !== null && 'loader' in use && use.loader === 'swc-loader';
}
