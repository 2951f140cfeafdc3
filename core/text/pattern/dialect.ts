/** How a pattern engine writes what the engines do not write alike. */
export interface Dialect {
  /** The end of the text, in every mode. */
  end: string;
  char(codePoint: number): string;
}

const plain = /^[A-Za-z0-9]$/;

function writeChar(codePoint: number, escape: (codePoint: number) => string): string {
  const char = String.fromCodePoint(codePoint);
  return plain.test(char) ? char : escape(codePoint);
}

/** RE2: linear time whatever the pattern. */
export const re2Dialect: Dialect = {
  end: '\\z',
  char: (codePoint) => writeChar(codePoint, (code) => `\\x{${code.toString(16)}}`),
};
