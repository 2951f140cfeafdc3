import { readFileSync } from 'fs';
import path from 'path';

/** Where the rooms are that this one is built upon. */
export const root = path.resolve(__dirname, '..');

export const rooms = ['core', 'viewer', 'client'];

const sharedByGrafana = ['react', 'react-dom'];

/** The packages that the rooms need and Grafana does not share. */
export const roomPackages = [...new Set(rooms.flatMap(dependenciesOf))].filter(
  (name) => !sharedByGrafana.includes(name),
);

function dependenciesOf(room: string): string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(path.join(root, room, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  return Object.keys(dependencies);
}
