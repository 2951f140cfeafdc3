import { formatPath } from '@lens/core/json';
import { VisibleText } from '../format';
import { useViewer } from '../host';
import { isInstruction, type ShownMessage } from './arrange';
import { Part } from './Part';

const headings: Record<string, string> = {
  system: 'System',
  developer: 'Developer',
  user: 'User',
  assistant: 'Assistant',
  tool: 'Tool',
  function: 'Function',
  error: 'Error',
  unknown: 'Unknown role',
};

/** One message under its role. Instructions are folded unless something in them changed. */
export function Message({ shown }: { shown: ShownMessage }) {
  const { message } = shown;
  const headingId = useViewer().id(shown.id);
  return (
    <article className="lens-message" data-role={message.role} data-removed={shown.removed} aria-labelledby={headingId}>
      <header>
        <h2 id={headingId}>{heading(shown)}</h2>
        <MessageNote shown={shown} />
      </header>
      <div className="lens-message-body">
        {isInstruction(message) && !shown.changed ? (
          <details className="lens-fold">
            <summary>{preview(shown)}</summary>
            <Parts shown={shown} />
          </details>
        ) : (
          <Parts shown={shown} />
        )}
      </div>
    </article>
  );
}

function Parts({ shown }: { shown: ShownMessage }) {
  if (shown.message.parts.length === 0) return <p className="lens-dim">empty</p>;
  return shown.message.parts.map((part) => <Part key={formatPath(part.path)} part={part} shown={shown} />);
}

function heading({ message }: ShownMessage) {
  const role = Object.hasOwn(headings, message.role) ? headings[message.role] : message.role;
  return (
    <>
      <VisibleText text={role ?? message.role} />
      {message.name !== null && (
        <span className="lens-dim">
          {' '}
          <VisibleText text={message.name} />
        </span>
      )}
      {message.choice !== null && <span className="lens-dim"> choice {message.choice + 1}</span>}
    </>
  );
}

/** What happened to the message as a whole. */
function MessageNote({ shown }: { shown: ShownMessage }) {
  const { own } = shown.changes.at(shown.message.path);
  const by = own?.by?.join(', ');
  if (shown.removed) return <Note kind="removed" text="− removed" by={undefined} />;
  if (own?.kind === 'add') return <Note kind="added" text="+ inserted" by={by} />;
  if (own?.kind === 'move') {
    return <Note kind="moved" text={`⇄ moved from ${own.leftPath ? formatPath(own.leftPath) : 'elsewhere'}`} by={by} />;
  }
  return null;
}

function Note({ kind, text, by }: { kind: string; text: string; by: string | undefined }) {
  return (
    <span className="lens-message-note" data-kind={kind}>
      {text}
      {by !== undefined && (
        <>
          {' '}
          by <VisibleText text={by} />
        </>
      )}
    </span>
  );
}

const previewChars = 120;

function preview({ message }: ShownMessage) {
  const [first] = message.parts;
  const text = first && 'text' in first ? first.text : '';
  const line = text.slice(0, previewChars).replace(/\s+/g, ' ');
  return <VisibleText text={text.length > previewChars ? `${line}…` : line || 'instructions'} />;
}
