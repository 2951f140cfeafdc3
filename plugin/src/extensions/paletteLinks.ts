import { PluginExtensionPoints, type PluginExtensionAddedLinkConfig } from '@grafana/data';
import { appPath } from '../constants';

const targets = [PluginExtensionPoints.CommandPalette];

/** What one may go to by its name. */
export const paletteLinks: readonly PluginExtensionAddedLinkConfig[] = [
  {
    title: 'Luthien Lens: find a call',
    description: 'The calls of the gateway, to search by words and ids',
    targets,
    path: `${appPath}/calls`,
  },
  {
    title: 'Luthien Lens: what happens now',
    description: 'Calls of the gateway as they happen',
    targets,
    path: `${appPath}/live`,
  },
  {
    title: 'Luthien Lens: errors of calls',
    description: 'Errors of calls and policies that are the same, each once',
    targets,
    path: `${appPath}/errors`,
  },
];
