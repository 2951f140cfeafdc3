import * as data from '@grafana/data';
import * as runtime from '@grafana/runtime';
import * as ui from '@grafana/ui';
import i18next from 'i18next';

type Exports = Readonly<Record<string, unknown>>;
export type Shared = Exports | (() => Promise<object>);

/**
 * What Grafana 12.2.0 shares with plugins (`sharedDependenciesMap`, public/app/features/plugins/loader), of that what ours ask for:
 * its own packages at once, others when they are asked for. No module can have anything else.
 */
export const shared: Readonly<Record<string, Shared>> = {
  '@emotion/css': () => import('@emotion/css'),
  '@grafana/data': data,
  '@grafana/runtime': runtime,
  '@grafana/ui': ui,
  // The instance itself, in the place of the package.
  i18next: () => Promise.resolve(i18next),
  react: () => import('react'),
  'react-dom': () => import('react-dom'),
  'react-router': () => import('react-router-dom'),
  rxjs: () => import('rxjs'),
};
