import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * What failed in a jest run, from the report that `--json` writes: each test, and each file that did not get as far as a
 * test, with its first lines and the command that runs it alone.
 */
export function jestFailures(report, root, seedArgs = []) {
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(root, name);
    const alone = ['npm', 'test', '--', ...seedArgs, file];
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && status !== 'failed') return [];
    if (failed.length === 0) return [{ what: file, why: firstLines(message), command: commandLine(alone) }];
    return failed.map(({ ancestorTitles, title, fullName, failureMessages }) => ({
      what: [file, ...ancestorTitles, title].join(' › '),
      why: firstLines(failureMessages[0] ?? ''),
      command: commandLine([...alone, '-t', `^${escapeRegExp(fullName)}$`]),
    }));
  });
}

/** As a line that a shell takes as it was meant. */
export function commandLine(words) {
  return words.map((word) => (/^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}

/** The message without colours, up to its stack; a failed property has its seed in it. */
function firstLines(message, most = 8) {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .map((line) => line.trimEnd());
  const stack = lines.findIndex((line) => /^\s+at /.test(line));
  return lines
    .slice(0, stack === -1 ? undefined : stack)
    .filter((line) => line !== '')
    .slice(0, most);
}

function escapeRegExp(text) {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}
