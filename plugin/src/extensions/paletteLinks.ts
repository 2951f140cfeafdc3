import { PluginExtensionPoints, type PluginExtensionAddedLinkConfig } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { appPath } from '../constants';

/** What one may go to by its name. */
export const paletteLinks: readonly PluginExtensionAddedLinkConfig[] = [
  toPage('calls', {
    title: 'Luthien Lens: find a call',
    description: 'The calls of the gateway, to search by words and ids',
  }),
  toPage('live', {
    title: 'Luthien Lens: what happens now',
    description: 'Calls of the gateway as they happen',
  }),
  toPage('errors', {
    title: 'Luthien Lens: errors of calls',
    description: 'Errors of calls and policies that are the same, each once',
  }),
];

type Words = Pick<PluginExtensionAddedLinkConfig, 'title' | 'description'>;

/** Of a path Grafana's palette makes a link that it then keeps from leading anywhere: what is done is `onClick` alone. */
function toPage(page: string, words: Words): PluginExtensionAddedLinkConfig {
  return {
    ...words,
    targets: [PluginExtensionPoints.CommandPalette],
    onClick: () => locationService.push(`${appPath}/${page}`),
  };
}
