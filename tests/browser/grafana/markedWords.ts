import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const english = path.resolve(__dirname, '../../../plugin/src/locales/en-US/luthien-lens-app.json');

interface Words {
  [key: string]: string | Words;
}
const wordsSchema: z.ZodType<Words> = z.lazy(() => z.record(z.string(), z.union([z.string(), wordsSchema])));

/** The plugin's sentences in no language of anybody's: the English ones in «marks», by which one sees where each came from. */
export function markedWords(): Words {
  return marked(wordsSchema.parse(JSON.parse(readFileSync(english, 'utf8'))));
}

function marked(words: Words): Words {
  return Object.fromEntries(
    Object.entries(words).map(([key, value]) => [key, typeof value === 'string' ? `«${value}»` : marked(value)]),
  );
}
