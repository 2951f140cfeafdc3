/** What a template may name of a match. */
export interface TemplateGroups {
  count: number;
  names: readonly string[];
}

type Part = string | { group: number | string };

const placeholder = /\$(?:\$|&|(\d\d?)|<([^>]+)>)/g;

/** `$1`, `$<name>`, `$&` (the whole match) and `$$` as in JavaScript's `replace`. */
export type ReplacementTemplate = readonly Part[];

/** Reads a template; throws a SyntaxError when it names a group that the pattern does not have. */
export function parseTemplate(template: string, groups: TemplateGroups): ReplacementTemplate {
  const parts: Part[] = [];
  let read = 0;
  for (const match of template.matchAll(placeholder)) {
    parts.push(template.slice(read, match.index));
    const [whole, digits, name] = match;
    read = match.index + whole.length;
    if (whole === '$$') parts.push('$');
    else if (name !== undefined) parts.push({ group: knownName(name, groups) });
    else if (digits === undefined) parts.push({ group: 0 });
    else {
      const { group, rest } = groupNumber(digits, groups);
      parts.push({ group }, rest);
    }
  }
  parts.push(template.slice(read));
  return parts.filter((part) => part !== '');
}

/** Writes the template out; `valueOf` gives a group's text, null when the group took no part in the match. */
export function expandTemplate(template: ReplacementTemplate, valueOf: (group: number | string) => string | null) {
  let text = '';
  for (const part of template) text += typeof part === 'string' ? part : (valueOf(part.group) ?? '');
  return text;
}

function knownName(name: string, groups: TemplateGroups): string {
  if (groups.names.includes(name)) return name;
  throw new SyntaxError(`the replacement names the group $<${name}>, which the pattern does not have`);
}

/** Two digits when there are so many groups, else the first digit and text. */
function groupNumber(digits: string, { count }: TemplateGroups): { group: number; rest: string } {
  for (const length of [digits.length, 1]) {
    const group = Number(digits.slice(0, length));
    if (group >= 1 && group <= count) return { group, rest: digits.slice(length) };
  }
  throw new SyntaxError(`the replacement names the group $${digits}, which the pattern does not have`);
}
