import { CopyButton } from '../controls';
import { formatUtc } from '../format';
import { useLinks } from '../host';

interface EmptyCallsProps {
  /** What the list was asked for: calls that match filters, a page of all of them, or simply all. */
  where: 'filtered' | 'paged' | 'all';
  /** As far as words were searched for, where there are calls beyond. */
  searchedTo: string | null;
  publicUrl: string;
}

/** A list without calls: what to do next, with the exact command. */
export function EmptyCalls({ where, searchedTo, publicUrl }: EmptyCallsProps) {
  const to = useLinks();
  if (searchedTo !== null) {
    return (
      <div className="lens-empty">
        <h2>No call matches so far</h2>
        <p>
          The search has come as far as {formatUtc(searchedTo)}: many calls have one of these words. The next page goes
          on from there; a rarer word, or a filter beside it, finds sooner.
        </p>
      </div>
    );
  }
  if (where === 'paged') {
    return (
      <div className="lens-empty">
        <h2>No calls on this page</h2>
        <p>
          The list ends before it, or its calls are past their retention. <a href={to.list()}>Show the newest calls</a>.
        </p>
      </div>
    );
  }
  if (where === 'filtered') {
    return (
      <div className="lens-empty">
        <h2>No call matches</h2>
        <p>
          Take a filter away, or <a href={to.list()}>show all calls</a>. Text is searched in the final bodies, by the
          beginnings of words.
        </p>
      </div>
    );
  }
  return (
    <div className="lens-empty">
      <h2>No calls yet</h2>
      <p>Point a client at {publicUrl}, or send a call by hand. It is here a moment later.</p>
      <FirstCalls publicUrl={publicUrl} />
    </div>
  );
}

/** Commands that give a first call. */
export function FirstCalls({ publicUrl }: { publicUrl: string }) {
  const commands: [string, string][] = [
    ['One call to OpenAI', openaiCall(publicUrl)],
    ['One call to Anthropic', anthropicCall(publicUrl)],
    ['Claude Code through Lens', `ANTHROPIC_BASE_URL=${publicUrl} claude`],
  ];
  return (
    <>
      {commands.map(([title, command]) => (
        <figure key={title} className="lens-command">
          <figcaption>
            {title}
            <CopyButton text={command} what="command" />
          </figcaption>
          <pre>{command}</pre>
        </figure>
      ))}
    </>
  );
}

function openaiCall(url: string): string {
  return `curl ${url}/v1/chat/completions \\
  -H "Authorization: Bearer $OPENAI_API_KEY" -H "Content-Type: application/json" \\
  -d '{"model": "gpt-5-mini", "messages": [{"role": "user", "content": "Hello"}]}'`;
}

function anthropicCall(url: string): string {
  return `curl ${url}/v1/messages \\
  -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "Content-Type: application/json" \\
  -d '{"model": "claude-haiku-4-5", "max_tokens": 200, "messages": [{"role": "user", "content": "Hello"}]}'`;
}
