import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(__dirname, '../..');
const styles = globSync('viewer/**/*.css', { cwd: root });
const sources = globSync('viewer/**/*.{ts,tsx}', { cwd: root }).filter(
  (file) => !/\.test\.tsx?$|[/\\](testing|fixtures)[/\\]/.test(file),
);

/** What belongs to the page around the viewer; its host gives the viewer what it needs of it. */
const ofThePage = new Set(['document', 'window', 'location', 'history', 'navigator', 'sessionStorage', 'localStorage']);

/** Attributes that name an element by its id. */
const idAttributes = new Set(['id', 'htmlFor', 'form', 'aria-labelledby', 'aria-describedby', 'aria-controls']);

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

function nodesOf(file: string): { node: ts.Node; where: string }[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  const found: { node: ts.Node; where: string }[] = [];
  const visit = (node: ts.Node): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push({ node, where: `${file}:${line + 1} ${node.getText().split('\n', 1)[0] ?? ''}` });
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

/** A name that stands for a value: no member of something, no key, no declaration, no type. */
function isValue(node: ts.Node): node is ts.Identifier {
  if (!ts.isIdentifier(node)) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isBindingElement(parent) || ts.isVariableDeclaration(parent) || ts.isParameter(parent)) {
    return parent.initializer === node;
  }
  return !ts.isPropertyAssignment(parent) && !ts.isPropertySignature(parent) && !ts.isTypeNode(parent);
}

/** Names that a file gives to something of its own. */
function declaredIn(nodes: { node: ts.Node }[]): Set<string> {
  return new Set(
    nodes.flatMap(({ node }) =>
      (ts.isBindingElement(node) || ts.isVariableDeclaration(node) || ts.isParameter(node)) &&
      ts.isIdentifier(node.name)
        ? [node.name.text]
        : [],
    ),
  );
}

describe('the viewer can live in another house', () => {
  test('has style sheets and sources', () => {
    expect(styles.length).toBeGreaterThan(10);
    expect(sources.length).toBeGreaterThan(100);
  });

  test('its sources leave the page around it to its host', () => {
    const found = sources.flatMap((file) => {
      const nodes = nodesOf(file);
      const own = declaredIn(nodes);
      return nodes
        .filter(({ node }) => isValue(node) && ofThePage.has(node.text) && !own.has(node.text))
        .map(({ where }) => where);
    });
    expect(found).toEqual([]);
  });

  test('its elements have ids of their viewer, never ids of the page', () => {
    const found = sources.flatMap((file) =>
      nodesOf(file)
        .filter(({ node }) => {
          if (!ts.isJsxAttribute(node) || !idAttributes.has(node.name.getText())) return false;
          const element = node.parent.parent.tagName.getText();
          return /^[a-z]/.test(element) && /^["'`]|^\{["'`]/.test(node.initializer?.getText() ?? '');
        })
        .map(({ where }) => where),
    );
    expect(found).toEqual([]);
  });

  test('its links are those of its host', () => {
    const found = sources.flatMap((file) =>
      nodesOf(file)
        .filter(({ node }) => ts.isJsxAttribute(node) && /^(href|action)=["'{]*["'`]/.test(node.getText()))
        .map(({ where }) => where),
    );
    expect(found).toEqual([]);
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
