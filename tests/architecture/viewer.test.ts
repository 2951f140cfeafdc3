import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const styles = globSync('viewer/**/*.css', { cwd: root });

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** Without comments and strings. */
function bare(css: string): string {
  return css.replace(/\/\*[\s\S]*?\*\/|'[^']*'/g, '');
}

/** What stands before the outermost braces and semicolons of a style sheet. */
function outermost(css: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let prelude = '';
  for (const character of bare(css)) {
    if (depth === 0 && (character === '{' || character === ';')) found.push(prelude.trim());
    if (character === '{') depth++;
    if (character === '}') depth--;
    prelude = depth > 0 || character === '}' || character === ';' ? '' : prelude + character;
  }
  return found;
}

describe('the viewer can live in another house', () => {
  test('has style sheets', () => {
    expect(styles.length).toBeGreaterThan(10);
  });

  test.each(styles)('%s styles nothing outside its class', (file) => {
    const own = /^(\.lens-viewer\b|@import\b|@keyframes lens-)/;
    expect(outermost(read(file)).filter((prelude) => !own.test(prelude))).toEqual([]);
  });

  test.each(styles)('%s says nothing about the document', (file) => {
    expect(bare(read(file)).match(/(?<![\w-])(html|body|:root|:host)(?![\w-])/g) ?? []).toEqual([]);
  });

  test.each(styles)('%s goes by the width of the viewer, not of the window', (file) => {
    expect(bare(read(file)).match(/@media[^{]*width|\d(vw|vi)\b/g) ?? []).toEqual([]);
  });
});
