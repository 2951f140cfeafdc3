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

/** JavaScript's own engine without the `u` flag, for patterns of ours that are known not to backtrack badly. */
export const nativeDialect: Dialect = {
  end: '(?![\\s\\S])',
  char: (codePoint) => writeChar(codePoint, (code) => `\\u${code.toString(16).padStart(4, '0')}`),
};
