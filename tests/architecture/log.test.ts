import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(__dirname, '../..');
const sources = globSync('backend/**/*.ts', { cwd: root }).filter((file) => !file.includes('node_modules'));
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const filesWith = (pattern: RegExp): string[] => sources.filter((file) => pattern.test(textOf(file)));

test('there is one type of log, whose fields have one spelling', () => {
  expect(filesWith(/^ {2}(?:readonly )?(?:info|warn|error)\??[:(<][^;{]*\bmessage: string\b[^;{]*;/m)).toEqual([
    path.join('backend', 'log.ts'),
  ]);
});

test('the library behind it is known in one place', () => {
  expect(filesWith(/from 'pino'/)).toEqual([path.join('backend', 'start', 'log.ts')]);
});

test('what it says to people is a sentence', () => {
  const said = sources.flatMap((file) =>
    messagesIn(ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true)),
  );
  expect(said.length).toBeGreaterThan(30);
  expect(said.filter((message) => !/^[A-Z].*\.$/.test(message))).toEqual([]);
});

/** The texts of `log.error({ … }, 'text')` and the like. */
function messagesIn(node: ts.Node): string[] {
  const below = node.getChildren().flatMap(messagesIn);
  if (!ts.isCallExpression(node) || !/log\.(?:info|warn|error)$/i.test(node.expression.getText())) return below;
  const [, message] = node.arguments;
  return message !== undefined && ts.isStringLiteral(message) ? [message.text, ...below] : below;
}
