import { stringify } from 'yaml';
import type { Fields, Setting } from '../settings/setting';
import { plain, sections, titles } from '../settings/table';
import { variables, type VariableGroup } from '../settings/variables';

const envHead = `# Everything that the environment can say; all of it may be left out. Variables go over lens.yaml, except OPENAI_* and
# ANTHROPIC_*, which make the built-in upstreams that lens.yaml may then change. docs/configuration.md explains each one.
# A copy of this as .env is read by Docker Compose; npm start has the environment alone: set -a; . ./.env; set +a
`;

/** `.env.example`: every variable with its default, those of a section together. */
export function envExample(): string {
  const alone = Object.values<VariableGroup>(variables).map((group) =>
    block(
      group.title,
      Object.entries(group.variables).map(([name, { default: value = '' }]) => `${name}=${value}`),
    ),
  );
  const groups: [string, Fields][] = [...Object.entries<Fields>(sections), ['passthrough', plain]];
  const ofSections = groups.flatMap(([name, fields]) => {
    const lines = Object.values(fields).flatMap((one) => variableLines(one));
    return lines.length === 0 ? [] : [block(titles[name], lines)];
  });
  return [envHead, ...alone, ...ofSections].join('\n');
}

function variableLines({ variable, default: value, note }: Setting<unknown>): string[] {
  if (variable === undefined) return [];
  if (value === null) return [...(note === undefined ? [] : [`# ${capitalised(note)}.`]), `${variable}=`];
  return [`${variable}=${shown(value)}`];
}

/** As the variable is read. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.join(',') : JSON.stringify(value);
}

function block(title: string | undefined, lines: readonly string[]): string {
  return [...(title === undefined ? [] : [`# ${title}`]), ...lines, ''].join('\n');
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `lens.example.yaml` with the sections as the settings are; what is an example of an entry stays as it is written. */
export function withSections(file: string): string {
  return Object.entries<Fields>(sections).reduce((text, [section, fields]) => {
    const lines = Object.entries(fields).flatMap(([key, one]) => (one.notInFile === true ? [] : [yamlLine(key, one)]));
    const written = new RegExp(`^${section}:\n(?:.+\n)*`, 'm');
    const now = `${section}:\n${lines.join('')}`;
    return written.test(text) ? text.replace(written, () => now) : `${text}\n${now}`;
  }, file);
}

function yamlLine(key: string, { default: value, note, example = '' }: Setting<unknown>): string {
  const comment = note === undefined ? '' : ` # ${note}`;
  return value === null
    ? `  # ${key}: ${example}${comment}\n`
    : `  ${key}: ${stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false }).trim()}${comment}\n`;
}
