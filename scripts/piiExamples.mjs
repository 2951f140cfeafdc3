import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { accountNumbers } from './piiExamples/accountNumbers.mjs';
import { cards } from './piiExamples/cards.mjs';
import { emails } from './piiExamples/emails.mjs';
import { ibans } from './piiExamples/ibans.mjs';
import { lookAlikes } from './piiExamples/lookAlikes.mjs';
import { phones } from './piiExamples/phones.mjs';
import { socialSecurityNumbers } from './piiExamples/socialSecurityNumbers.mjs';

/**
 * Writes the lists that the redaction's recall and false hits are measured on: `node scripts/piiExamples.mjs`. All in
 * them is made up: numbers for tests and documentation, addresses below domains that are nobody's. A line is a text as
 * JSON; what is to be found in it stands between ⟦ and ⟧.
 */
const folder = path.resolve(import.meta.dirname, '../core/pii/examples');

const lists = {
  account_number: accountNumbers(),
  card: cards(),
  email: emails(),
  iban: ibans(),
  'look-alikes': lookAlikes(),
  phone: phones(),
  ssn: socialSecurityNumbers(),
};

/** What an editor would not show is written as an escape. */
const line = (text) =>
  JSON.stringify(text).replace(/[^\x20-\x7e\p{L}\p{Nd}\p{P}\p{So}\p{Sc}]|[\u2010-\u2015\u2212]/gu, (char) =>
    Array.from({ length: char.length }, (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );

for (const [name, texts] of Object.entries(lists)) {
  writeFileSync(path.join(folder, `${name}.txt`), `${[...new Set(texts)].map(line).join('\n')}\n`);
}
