import type {
  ConversationPart,
  MediaPart,
  OtherPart,
  TextPart,
  ToolCallPart,
  ToolResultPart,
} from '@lens/core/conversation';
import { parseJson, type Json } from '@lens/core/json';
import { formatBytes, VisibleText, visibleString } from '../format';
import { partChanges, type ShownMessage } from './arrange';
import { JsonValue } from './JsonValue';
import { LongText } from './LongText';

interface PartProps<Kind> {
  part: Kind;
  shown: ShownMessage;
}

export function Part({ part, shown }: PartProps<ConversationPart>) {
  switch (part.kind) {
    case 'text':
      return <Said part={part} shown={shown} />;
    case 'thinking':
    case 'refusal':
      return <Aside part={part} shown={shown} />;
    case 'tool_call':
      return <ToolCall part={part} shown={shown} />;
    case 'tool_result':
      return <ToolResult part={part} shown={shown} />;
    case 'image':
    case 'file':
      return <Media part={part} />;
    case 'other':
      return <Other part={part} shown={shown} />;
  }
}

function Said({ part, shown }: PartProps<TextPart>) {
  const changes = partChanges(shown, part.path);
  if (changes.own === null && !/\S/.test(part.text)) return <p className="lens-dim">only white space</p>;
  return <LongText text={part.text} changes={changes} />;
}

/** Thinking is folded, a refusal is not. */
function Aside({ part, shown }: PartProps<TextPart>) {
  const changes = partChanges(shown, part.path);
  const isOpen = part.kind === 'refusal' || changes.own !== null;
  return (
    <details className="lens-fold lens-aside" open={isOpen}>
      <summary>{part.kind === 'thinking' ? 'Thinking' : 'Refusal'}</summary>
      <LongText text={part.text} changes={changes} />
    </details>
  );
}

function ToolCall({ part, shown }: PartProps<ToolCallPart>) {
  const result = part.id === null ? undefined : shown.results.get(part.id);
  return (
    <div className="lens-tool">
      <p className="lens-tool-head">
        <span className="lens-dim">calls</span>{' '}
        <code className="lens-tool-name">
          <VisibleText text={part.name} />
        </code>
        {part.id !== null && (
          <code className="lens-dim">
            <VisibleText text={part.id} />
          </code>
        )}
      </p>
      <JsonValue value={part.arguments} source={part.argumentsText} path={part.argumentsPath} changes={shown.changes} />
      {result && <ToolResult part={result} shown={shown} />}
    </div>
  );
}

function ToolResult({ part, shown }: PartProps<ToolResultPart>) {
  return (
    <div className="lens-tool-result" data-error={part.isError}>
      <p className="lens-tool-head">
        <span className="lens-dim">{part.isError ? 'failed with' : 'result'}</span>
      </p>
      {part.parts.map((inner, index) => {
        const source = inner.kind === 'text' ? inner.text : '';
        const value = jsonIn(source);
        return value === null ? (
          <Part key={index} part={inner} shown={shown} />
        ) : (
          <JsonValue key={index} value={value} source={source} path={inner.path} changes={shown.changes} />
        );
      })}
    </div>
  );
}

/** Tools often answer in JSON: an object or array in a text is shown as such. */
function jsonIn(text: string): Json | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

/** Types that a browser draws without running anything. */
const thumbnailTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

function Media({ part }: { part: MediaPart }) {
  const { data, mediaType, name, reference } = part;
  const size = data === null ? null : formatBytes(Math.floor((data.length * 3) / 4));
  const told = [part.kind, mediaType, name, size, reference].filter((fact) => fact !== null).join(' · ');
  const canDraw = part.kind === 'image' && data !== null && mediaType !== null && thumbnailTypes.has(mediaType);
  return (
    <figure className="lens-media">
      {canDraw && <img src={`data:${mediaType};base64,${data}`} alt={visibleString(told)} />}
      <figcaption>
        <VisibleText text={told} />
      </figcaption>
    </figure>
  );
}

function Other({ part, shown }: PartProps<OtherPart>) {
  return (
    <details className="lens-fold">
      <summary>
        <VisibleText text={part.type} />
      </summary>
      <JsonValue value={part.value} source={null} path={part.path} changes={shown.changes} />
    </details>
  );
}
