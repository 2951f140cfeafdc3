import type { Fields, Setting } from '../settings/setting';
import { entries, plain, sections } from '../settings/table';
import { variables } from '../settings/variables';

type Row = Readonly<Record<string, string>>;

const units = {
  bytes: [
    [1024 ** 3, 'GiB'],
    [1024 ** 2, 'MiB'],
  ],
  ms: [
    [60_000, 'min'],
    [1000, 's'],
  ],
} as const;

/** What a marker in the page may name: `<!-- settings: limits -->`. */
const tables: Readonly<Record<string, Row[]>> = {
  ...mapValues<Fields, Row[]>(sections, (fields, section) => rowsOf(fields, `${section}.`)),
  ...mapValues<Fields, Row[]>(entries, (fields) => rowsOf(fields, '')),
  ...mapValues(plain, (one, key) => rowsOf({ [key]: one }, '')),
  ...mapValues(variables, (group) => variableRows(group.variables)),
};

const marked = /(<!-- settings: ([\w, ]+) -->\n)[^]*?(<!-- end -->)/g;

/** The page with the tables between its markers as the settings are. */
export function withTables(page: string): string {
  return page.replace(marked, (_match, begin: string, names: string, end: string) => {
    const rows = names.split(/, */).flatMap((name) => {
      const found = tables[name];
      if (found === undefined) throw new Error(`docs/configuration.md marks a table of ${name}, which does not exist`);
      return found;
    });
    return `${begin}\n${tableOf(rows)}\n${end}`;
  });
}

/** Those that no marker of the page names. */
export function tablesMissingIn(page: string): string[] {
  const named = new Set([...page.matchAll(marked)].flatMap(([, , names = '']) => names.split(/, */)));
  return Object.keys(tables).filter((name) => !named.has(name));
}

function rowsOf(fields: Fields, prefix: string): Row[] {
  return Object.entries(fields).map(([key, one]) => ({
    key: one.notInFile === true ? '' : `\`${prefix}${key}\``,
    variable: one.variable === undefined ? '' : `\`${one.variable}\``,
    default: defaultOf(one),
    what: one.words,
  }));
}

function variableRows(group: Readonly<Record<string, { words: string; default?: string }>>): Row[] {
  return Object.entries(group).map(([name, { words, default: value }]) => ({
    variable: `\`${name}\``,
    default: value === undefined ? '' : `\`${value}\``,
    what: words,
  }));
}

function defaultOf({ default: value, defaultWords, kind }: Setting<unknown>): string {
  if (defaultWords !== undefined) return defaultWords;
  if (value === undefined) return '(must be given)';
  if (value === null) return '';
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\`${typeof value === 'number' ? inUnits(value, kind.unit) : ''}`;
}

function inUnits(value: number, unit: keyof typeof units | undefined): string {
  const larger = unit === undefined ? undefined : units[unit].find(([size]) => value % size === 0);
  return larger === undefined ? '' : ` (${value / larger[0]} ${larger[1]})`;
}

/** A table as prettier formats it; columns in which nothing stands are left out. */
function tableOf(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => rows.some((row) => row[column] !== ''));
  const cells = [columns, ...rows.map((row) => columns.map((column) => (row[column] ?? '').replaceAll('|', '\\|')))];
  const widths = columns.map((_column, at) => Math.max(3, ...cells.map((line) => line[at]?.length ?? 0)));
  const lines = cells.map((line) => line.map((cell, at) => cell.padEnd(widths[at] ?? 0)));
  const rule = widths.map((width) => '-'.repeat(width));
  return [lines[0] ?? [], rule, ...lines.slice(1)].map((line) => `| ${line.join(' | ')} |\n`).join('');
}

function mapValues<V, R>(record: Readonly<Record<string, V>>, make: (value: V, key: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, make(value, key)]));
}
