import { randomUUID } from 'node:crypto';
import { createProse } from '../prose';

/** The kinds of call that are measured. */
export interface Shape {
  name: 'small' | 'large' | 'turns' | 'stream';
  label: string;
  /** The next call of this kind. */
  next: () => Sent;
}

export interface Sent {
  body: Buffer;
  session: string | null;
}

const prose = createProse(1);

function body(stream: boolean, messages: readonly object[]): Buffer {
  return Buffer.from(JSON.stringify({ model: 'bench', stream, messages }));
}

/** More than there are of one caller in the recorder's memory: none goes on with one before. */
const unrelatedBodies = 64;

/** Calls that have nothing in common but their form. */
function unrelated(stream: boolean, bytes: number): () => Sent {
  const bodies = Array.from({ length: unrelatedBodies }, () =>
    body(stream, [{ role: 'user', content: prose(bytes - 70) }]),
  );
  let calls = 0;
  return () => ({ body: bodies[(calls += 1) % unrelatedBodies] ?? Buffer.alloc(0), session: null });
}

/** As many as there are connections, so that no turn is sent before the one before it is answered. */
const conversations = 32;
const turnsEach = 25;

/** Conversations of 50 to 100 KB, turn by turn; one that is over begins again as another session. */
function turns(): () => Sent {
  const running = Array.from({ length: conversations }, () => {
    const messages: object[] = [{ role: 'system', content: prose(48_000) }];
    const bodies = Array.from({ length: turnsEach }, () => {
      messages.push({ role: 'user', content: prose(700) });
      const sent = body(false, messages);
      messages.push({ role: 'assistant', content: prose(1_300) });
      return sent;
    });
    return { bodies, turn: 0, session: randomUUID() };
  });
  let calls = 0;
  return () => {
    const one = running[(calls += 1) % conversations];
    if (one === undefined) throw new Error('There are conversations.');
    if (one.turn === turnsEach) Object.assign(one, { turn: 0, session: randomUUID() });
    const sent = one.bodies[one.turn] ?? Buffer.alloc(0);
    one.turn += 1;
    return { body: sent, session: one.session };
  };
}

export const shapes: Shape[] = [
  { name: 'small', label: '0.3 KB request, 1 KB answer', next: unrelated(false, 300) },
  { name: 'large', label: '50 KB request, 1 KB answer', next: unrelated(false, 50_000) },
  { name: 'turns', label: 'turns of conversations of 50 to 100 KB, 1 KB answer', next: turns() },
  { name: 'stream', label: '0.3 KB request, 50-chunk stream', next: unrelated(true, 300) },
];
