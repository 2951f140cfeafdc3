import { isWordBehindUnderscores } from '../numbers/separator';
import type { Reader } from '../reading/reader';
import { isDigit, isLetter, isWord, view } from '../reading/views';

export interface Domain {
  name: string;
  end: number;
  /** Underscores follow that close an emphasis. */
  emphasised: boolean;
  /** The character behind it. */
  next: number;
}

const most = { labels: 9, charactersOfLabel: 63 };

interface Label {
  codes: number[];
  ends: number[];
}

/** Reads the domain of an address behind its `@`; null when there is none that may be one. */
export function readDomain(reader: Reader, first: number): Domain | null {
  let found: Domain | null = null;
  let name = '';
  let at = first;
  for (let count = 0; count < most.labels; count++) {
    const label = readLabel(reader, at);
    if (label.codes.length === 0) return found;
    if (count > 0) found = domainUpTo(reader, name, label) ?? found;
    const end = label.ends.at(-1) ?? at;
    if (reader.read(end) !== view.dot) return found;
    name += `${String.fromCharCode(...label.codes)}.`;
    at = reader.end;
  }
  return found;
}

function readLabel(reader: Reader, first: number): Label {
  const label: Label = { codes: [], ends: [] };
  for (let at = first; label.codes.length < most.charactersOfLabel; at = reader.end) {
    const code = reader.read(at);
    const isInside = label.codes.length > 0 && code === view.hyphen;
    if (!isInside && !isWord(code) && code !== view.letter && code !== view.unspaced) break;
    label.codes.push(code);
    label.ends.push(reader.end);
  }
  return label;
}

/** The domain that ends with this label; null when no top-level domain looks like it. */
function domainUpTo(reader: Reader, name: string, label: Label): Domain | null {
  const length = lengthOfTopLevel(label.codes, name);
  const end = label.ends[length - 1];
  if (end === undefined) return null;
  const next = reader.read(end);
  if (next === view.underscore && isWordBehindUnderscores(reader)) return null;
  if (next === view.hyphen && isWord(reader.read(reader.end))) return null;
  if (isWord(next)) return null;
  const topLevel = String.fromCharCode(...label.codes.slice(0, length));
  return { name: (name + topLevel).toLowerCase(), end, emphasised: next === view.underscore, next };
}

const punycode = /^xn--[a-z0-9-]{2,59}$/i;
const wordsAndLetters = /^[a-z\u00e9]{2,24}/i;
const wholeInUnspaced = /^\u5b57{1,24}$/;
/** Of addresses that are made up, such as a@b.c; others are versions and products of matrices. */
const madeUp = { name: /^[a-z]{1,24}\.$/, topLevel: /^[a-z]$/ };

/** How much of a label may be a top-level domain. Text without spaces may go on behind it. */
function lengthOfTopLevel(codes: readonly number[], name: string): number {
  const label = String.fromCharCode(...codes);
  if (punycode.test(label) || wholeInUnspaced.test(label)) return label.length;
  if (madeUp.topLevel.test(label) && madeUp.name.test(name)) return label.length;
  const length = wordsAndLetters.exec(label)?.[0].length ?? 0;
  const next = codes[length];
  if (length === 0 || next === undefined || next === view.unspaced) return length;
  return next === view.hyphen && !codes.slice(length).some((code) => isLetter(code) || isDigit(code)) ? length : 0;
}
