import { isObject, type Json } from '../json';
import { attribute } from './attribute/attribute';
import { diff } from './diff';

/** Enough for the compiler to see what is hot in each function; more rounds made no later diff faster. */
const rounds = 6;

/**
 * Runs the engine on bodies of its own until it is compiled: the first diff of a process otherwise takes two to five times
 * as long as a later one. Call it once where a thread that diffs starts; it takes some 100 ms of processor time.
 */
export function warmDiff(): void {
  for (let round = 0; round < rounds; round++) {
    const before = sampleBody(round);
    const between = edit(before, 'name', '[REDACTED]');
    const after = edit(between, 'forecast', 'weather report');
    const steps = [
      { policy: 'a', redacts: true, delta: diff(before, between).delta },
      { policy: 'b', redacts: false, delta: diff(between, after).delta },
    ];
    attribute(diff(before, after), before, steps);
  }
}

/** A conversation of some 8 KB in the shape of the model APIs, other words in each round. */
function sampleBody(round: number): Json {
  const messages = Array.from({ length: 24 }, (_, index): Json => {
    const text = `Line ${index} of ${round}: what my name means for the forecast is not known. `.repeat(
      1 + (index % 5),
    );
    if (index % 6 !== 5) return { role: index % 2 === 0 ? 'user' : 'assistant', content: text };
    const call = { name: 'search', arguments: JSON.stringify({ query: text, limit: index, tags: ['name', round] }) };
    return { role: 'assistant', content: null, tool_calls: [{ id: `c${index}`, type: 'function', function: call }] };
  });
  return { model: 'm', temperature: 0.5, stream: false, tools: [null, true, round], messages };
}

/** Replaces a word everywhere, and takes out, puts in and moves a message. */
function edit(body: Json, word: string, by: string): Json {
  const edited = JSON.parse(JSON.stringify(body).replaceAll(word, by)) as Json;
  if (!isObject(edited) || !Array.isArray(edited['messages'])) return edited;
  const [first, second, ...rest] = edited['messages'];
  const moved = [...rest, { role: 'system', content: `Say ${by} instead.` }];
  return { ...edited, messages: first === undefined || second === undefined ? moved : [second, ...moved, first] };
}
