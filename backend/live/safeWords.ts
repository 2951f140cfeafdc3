/** As a card's number is long. */
const longNumber = /(?:\d[-. ]?){13}/;
/** As a key is made: longer than any part of a model's name. */
const longPart = /[A-Za-z0-9]{25}/;

/**
 * What a caller gave as the name of a model, where it looks like one: callers may send anything there, also by mistake
 * what is a secret. Null stays null.
 */
export function modelWord(model: string | null): string | null {
  return model === null || /^[\w.:/@+-]{1,100}$/.test(model) ? safeWord(model) : 'other';
}

function safeWord(word: string | null): string | null {
  return word !== null && (longNumber.test(word) || longPart.test(word)) ? 'other' : word;
}

/** The type of a policy's event, and of an error, where it is a name and nothing else. */
export function typeWord(type: string): string {
  return /^[A-Za-z_][\w.:-]{0,99}$/.test(type) && !longNumber.test(type) && !longPart.test(type) ? type : 'other';
}
