import type { PolicyStreamEvent } from '../contract';
import { mostOpen, type CarriedTexts } from './carriedTexts';

/** An event and the texts that it brings to their end. */
export interface EndingTexts {
  carried: CarriedTexts;
  closing: readonly string[];
  /** The channels that it carries itself. */
  own: ReadonlySet<string>;
  signed: readonly string[];
}

/** Some servers put a finish reason into every chunk: whether the texts beside it end there, only the next event tells. */
export interface FinishReasons {
  /** Keeps an event of which that is not known; false of any other, which may be passed on. */
  keep(ending: EndingTexts): boolean;
  /** The event that was kept, now that the next one is here, or (null) there is none. */
  decide(next: PolicyStreamEvent | null): EndingTexts | null;
  /** The texts that end with an event that is passed on. */
  closedBy(ending: EndingTexts): readonly string[];
  /** A text begins, or goes on after it had seemed to end. */
  begins(channel: string): void;
}

export function createFinishReasons(): FinishReasons {
  let kept: EndingTexts | null = null;
  /** No more than are followed at a time: a stream may have any number. */
  const finished = new Set<string>();
  /** A text went on behind one: in this stream they say nothing about the texts beside them. */
  let meanNothing = false;

  const standsBesideText = ({ carried: { event }, closing, own }: EndingTexts) =>
    event.finishes && !event.isError && closing.some((channel) => own.has(channel));

  return {
    keep(ending) {
      if (meanNothing || !standsBesideText(ending)) return false;
      kept = ending;
      return true;
    },
    decide(next) {
      if (kept === null) return null;
      const { own } = kept;
      meanNothing ||= next !== null && [...next.texts()].some(({ channel, whole }) => !whole && own.has(channel));
      const ending = kept;
      kept = null;
      return ending;
    },
    closedBy(ending) {
      const { closing, own } = ending;
      if (!standsBesideText(ending)) return closing;
      if (meanNothing) return closing.filter((channel) => !own.has(channel));
      for (const channel of own) if (finished.size < mostOpen) finished.add(channel);
      return closing;
    },
    begins(channel) {
      meanNothing ||= finished.has(channel);
    },
  };
}
