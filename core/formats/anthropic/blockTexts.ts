import { isObject, type JsonObject, type Path } from '../../json';
import { leafTexts } from '../texts/leaves';
import { holdsNoText } from '../texts/noText';
import { textAt, type TextFacts } from '../texts/segment';
import type { TextSegment } from '../types';

/** Tool results hold blocks, those documents, those blocks: no real content is nested deeper. */
const maxNesting = 8;

/** The texts of a field that holds a string or content blocks; `path` ends in the field's name. */
export function* contentTexts(holder: JsonObject, path: Path, facts: TextFacts, nesting = 0): Generator<TextSegment> {
  const content = holder[String(path.at(-1))];
  if (Array.isArray(content)) {
    for (const [index, block] of content.entries()) {
      if (typeof block === 'string') yield* textAt(content, [...path, index], facts);
      else if (isObject(block)) yield* blockTexts(block, [...path, index], facts, nesting + 1);
    }
  } else if (isObject(content)) yield* blockTexts(content, path, facts, nesting + 1);
  else yield* textAt(holder, path, facts);
}

/** The texts of one content block. Of a block type that is not known every string is a text, but for ids and the like. */
export function* blockTexts(block: JsonObject, path: Path, facts: TextFacts, nesting = 0): Generator<TextSegment> {
  const type = typeof block['type'] === 'string' ? block['type'] : '';
  if (nesting > maxNesting) yield* leafTexts(block, path, facts, { skip: holdsNoText });
  else if (type === 'thinking') yield* thinkingTexts(block, path, facts);
  else if (type.endsWith('tool_use')) yield* inputTexts(block, path, facts);
  else if (type.endsWith('tool_result')) {
    yield* contentTexts(block, [...path, 'content'], { ...facts, role: 'tool', kind: 'tool_result' }, nesting);
  } else if (type === 'document' || type === 'search_result' || type === 'web_fetch_result') {
    yield* documentTexts(block, path, facts, nesting);
  } else if (type !== 'redacted_thinking') yield* leafTexts(block, path, facts, { skip: holdsNoText });
}

function* thinkingTexts(block: JsonObject, path: Path, facts: TextFacts): Generator<TextSegment> {
  const signed = Boolean(block['signature']);
  // Of another text the signature says nothing.
  const changed = () => (block['signature'] = '');
  yield* textAt(block, [...path, 'thinking'], { ...facts, kind: 'thinking', signed, ...(signed ? { changed } : {}) });
}

/** Input is JSON, not text: every string and number in it is a text of its own. Text when it was no valid JSON. */
function* inputTexts(block: JsonObject, path: Path, facts: TextFacts): Generator<TextSegment> {
  const { input } = block;
  const at = [...path, 'input'];
  const asArguments: TextFacts = { ...facts, kind: 'tool_arguments' };
  if (isObject(input) || Array.isArray(input)) yield* leafTexts(input, at, asArguments, { numbers: true });
  else yield* textAt(block, at, asArguments);
}

/** `source` is base64, an address, plain text or blocks again. */
function* documentTexts(block: JsonObject, path: Path, facts: TextFacts, nesting: number): Generator<TextSegment> {
  for (const key of ['title', 'context']) yield* textAt(block, [...path, key], facts);
  const { source } = block;
  if (isObject(source) && source['type'] === 'text') yield* textAt(source, [...path, 'source', 'data'], facts);
  if (isObject(source) && source['type'] === 'content') {
    yield* contentTexts(source, [...path, 'source', 'content'], facts, nesting);
  }
  yield* contentTexts(block, [...path, 'content'], facts, nesting);
}
