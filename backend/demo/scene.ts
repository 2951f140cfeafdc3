/** What the demo provider answers, before it is put into the wire format of either API. */
export interface Scene {
  thinking?: string;
  text?: string;
  refusal?: string;
  toolCalls?: { name: string; arguments: Record<string, string | number> }[];
  /** An HTTP error instead of an answer. */
  fails?: { status: number; type: string; message: string; retryAfterSeconds?: number };
  /** Streams only: the connection is dropped after so many pieces. */
  cutAfter?: number;
  /** Streams only: an error event after so many pieces. */
  errorAfter?: number;
  /** Between two pieces of a stream; whole answers wait four times as long. */
  pieceMs: number;
}

const statement = `Here is your statement for October.

| Date  | What            |  Amount |
|-------|-----------------|---------|
| 10-02 | Coffee, beans   |  -18.40 |
| 10-09 | Salary          | 3210.00 |
| 10-17 | Rent            | -980.00 |
| 10-28 | Train ticket    |  -42.10 |

The account these bookings belong to is 1234-5678-9012, held at Example Bank. If a booking looks wrong, write to
help@example.com and name the date and the amount; somebody answers within two working days.`;

/** Scenes by a word of the last message of the user, or of a tool. The first that fits is played; a list, so that the order is plain. */
const scenes: [word: RegExp, scene: Scene][] = [
  // What a tool gave back, ahead of the question that it was called for.
  [/"celsius"/, { text: 'It is 18 °C in Zürich and the sky is clear: a light jacket will do.', pieceMs: 6 }],
  [/account number/i, { text: 'Your account number is 1234-5678-9012.', pieceMs: 5 }],
  [/statement/i, { text: statement, pieceMs: 8 }],
  [/contact/i, { text: 'You can reach Jane Doe at jane.doe@example.com or by phone, +1 (555) 010-7788.', pieceMs: 6 }],
  [
    /refund/i,
    {
      text: 'I will issue the refund.',
      toolCalls: [
        {
          name: 'issue_refund',
          arguments: { account: '1234-5678-9012', amount: 18.4, notify: 'jane.doe@example.com' },
        },
      ],
      pieceMs: 5,
    },
  ],
  [
    /weather/i,
    { toolCalls: [{ name: 'get_weather', arguments: { location: 'Zürich', unit: 'celsius' } }], pieceMs: 4 },
  ],
  [
    /think/i,
    {
      thinking: 'The user wants to know which is larger. 9.11 is 9 + 0.11 and 9.8 is 9 + 0.80, so 9.8 is larger.',
      text: '9.8 is larger than 9.11, because 0.80 is more than 0.11.',
      pieceMs: 6,
    },
  ],
  [/refuse/i, { refusal: 'I can’t help with that.', pieceMs: 5 }],
  [
    /busy/i,
    {
      fails: {
        status: 429,
        type: 'rate_limit_error',
        message: 'Rate limit reached for requests.',
        retryAfterSeconds: 1,
      },
      pieceMs: 2,
    },
  ],
  [
    /overloaded/i,
    {
      text: 'The first half of this answer arrives, and then the provider runs out of capacity.',
      errorAfter: 6,
      pieceMs: 5,
    },
  ],
  [
    /cut off/i,
    { text: 'The connection to the provider drops in the middle of this sentence.', cutAfter: 5, pieceMs: 5 },
  ],
  [/slow/i, { text: 'This answer takes its time, one piece after another. '.repeat(4), pieceMs: 60 }],
];

/** The scene for what was said last; anything unknown is answered with what the demo provider is. */
export function sceneFor(userText: string): Scene {
  const found = scenes.find(([word]) => word.test(userText));
  if (found) return found[1];
  const said = userText.length > 200 ? `${userText.slice(0, 200)}…` : userText;
  return {
    text: `This is the demo provider of Luthien Lens: no model was asked. You said: ${said}`,
    pieceMs: 5,
  };
}

/** Cuts text as models do: pieces of a few characters that respect neither words nor numbers, never half a character. */
export function piecesOf(text: string): string[] {
  const characters = Array.from(text);
  const pieces: string[] = [];
  for (let at = 0, size = 3; at < characters.length; at += size, size = 2 + ((size * 5 + at) % 5)) {
    pieces.push(characters.slice(at, at + size).join(''));
  }
  return pieces;
}
