import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rewriteText } from '../text';
import { patternNames, piiRule } from './piiRule';

/** A text a line, as JSON; what is to be found in it stands between ⟦ and ⟧. `scripts/piiExamples.mjs` writes them. */
function examples(name: string): string[] {
  const file = path.join(__dirname, 'examples', `${name}.txt`);
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as string);
}

const rule = piiRule(patternNames, '[X]');
const redact = (text: string): string => rewriteText(rule, text, () => undefined);

const documentation = readFileSync(path.join(__dirname, '../../docs/policies.md'), 'utf8');

/** The row that the documentation has for a list: its length, and how many of its texts come out as they should. */
function promised(list: string): { length: number; right: number } {
  const row = new RegExp(`^\\| \`?${list}\`? +\\| (\\d+) +\\| (\\d+) `, 'm').exec(documentation);
  return { length: Number(row?.[1]), right: Number(row?.[2]) };
}

test.each(patternNames)('as many of the examples of %s are found, and nothing around them, as is promised', (name) => {
  const all = examples(name);
  const found = all.filter((example) => redact(example.replace(/[⟦⟧]/g, '')) === example.replace(/⟦.*⟧/s, '[X]'));
  expect({ length: all.length, right: found.length }).toEqual(promised(name));
  expect(all.length).toBeGreaterThanOrEqual(300);
});

test('no more of what only looks alike is taken for personal data than is promised', () => {
  const all = examples('look-alikes');
  const left = all.filter((text) => redact(text) === text);
  expect({ length: all.length, right: left.length }).toEqual(promised('look-alikes'));
  expect(all.length).toBeGreaterThanOrEqual(300);
});
