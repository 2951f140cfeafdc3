import { rewritten, type Settled } from '@lens/core/text';
import type { PolicyStreamEvent } from '../contract';
import type { CarryingEvent } from './deliver';

/** A text that is settled up to `end`. It ends with that of the events; what stands before that has no event any more. */
interface SettledText extends Pick<Settled, 'replaced'> {
  source: string;
  end: number;
}

interface Spread {
  /** Events whose text is settled to its last character, with what became of it. */
  passed: PolicyStreamEvent[];
  /** Those behind them. */
  rest: CarryingEvent[];
  /** What goes out before anything that is not settled. */
  begun: string;
  /** That is the beginning of the own text of the first of `rest`. */
  asItCame: boolean;
}

/** Gives each event what became of its own text: what was put in the place of a match goes where that began. */
export function spread(events: readonly CarryingEvent[], { source, end, replaced }: SettledText): Spread {
  const passed: PolicyStreamEvent[] = [];
  let begin = source.length - events.reduce((sum, { text }) => sum + text.text.length, 0);
  let written = 0;
  let next = 0;

  function writtenTo(stop: number): string {
    const from = next;
    while ((replaced[next]?.start ?? end) < stop) next += 1;
    const own = replaced.slice(from, next);
    const text = rewritten(source, { start: written, end: stop }, own);
    written = Math.max(written, stop, own.at(-1)?.end ?? 0);
    return text;
  }

  for (const [index, { event, text }] of events.entries()) {
    const stop = Math.min(begin + text.text.length, end);
    const asItCame = written === begin && (replaced[next]?.start ?? end) >= stop;
    if (begin + text.text.length > end) {
      return { passed, rest: events.slice(index), begun: writtenTo(stop), asItCame };
    }
    if (asItCame) written = stop;
    else text.replace(writtenTo(stop));
    passed.push(event);
    begin = stop;
  }
  return { passed, rest: [], begun: '', asItCame: true };
}
