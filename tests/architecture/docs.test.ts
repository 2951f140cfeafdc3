import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { spanNames } from '@lens/core/waterfall';

const root = path.resolve(__dirname, '../..');
const pages = globSync(['*.md', 'docs/**/*.md', 'bench/**/*.md'], { cwd: root });

const linkTarget = /\]\((?!https?:)([^)#\s]+)/g;
const linkToHeading = /\]\((?!https?:)([^)#\s]*#[^)\s]+)/g;
const heading = /^#+ (.+)$/gm;
const pathOfRoom = /`((?:backend|core|viewer|client|tests|bench|scripts|docs)\/[\w./-]*)`/g;

function found(page: string, pattern: RegExp): string[] {
  return [...readFileSync(path.join(root, page), 'utf8').matchAll(pattern)].map(([, target]) => target ?? '');
}

test.each(pages)('%s links only to what is there', (page) => {
  const missing = found(page, linkTarget).filter((target) => !existsSync(path.join(root, path.dirname(page), target)));
  expect(missing).toEqual([]);
});

/** As GitHub makes it of a heading. */
function anchorOf(text: string): string {
  const plain = text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return plain
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

test.each(pages)('%s links only to headings that are there', (page) => {
  const missing = found(page, linkToHeading).filter((target) => {
    const [file = '', anchor = ''] = target.split('#');
    const linked = file === '' ? page : path.join(path.dirname(page), file);
    return !found(linked, heading).map(anchorOf).includes(anchor);
  });
  expect(missing).toEqual([]);
});

test.each(pages)('%s names only files and folders that are there', (page) => {
  expect(found(page, pathOfRoom).filter((named) => !existsSync(path.join(root, named)))).toEqual([]);
});

const spans = Object.values(spanNames).map((name) => (typeof name === 'string' ? name : name('')));

test.each(spans)('docs/traces.md says what the span %p is', (name) => {
  expect(readFileSync(path.join(root, 'docs/traces.md'), 'utf8')).toContain(name);
});

test('there are pages to look at', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', path.join('docs', 'architecture.md')]));
});
