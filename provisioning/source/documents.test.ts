import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { documents } from './documents';

const root = path.resolve(__dirname, '../..');
const made = documents(root);

test.each(made)('$file is what its source says; `npm run dashboards` writes it anew', ({ file, text }) => {
  expect(readFileSync(path.join(root, file), 'utf8')).toBe(text);
});

test('nothing else is there that looks as if it were made', () => {
  const folders = ['provisioning/dashboards', 'provisioning/alerting', 'observability/prometheus'];
  const found = folders.flatMap((folder) => readdirSync(path.join(root, folder)).map((file) => `${folder}/${file}`));
  const ours = found.filter((file) => /\/luthien-[\w-]+\.(json|yaml)$/.test(file));
  const byHand = ['provisioning/dashboards/luthien-lens.yaml'];
  expect(ours.sort()).toEqual([...made.map(({ file }) => file), ...byHand].sort());
});
