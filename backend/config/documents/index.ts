import { envExample, withSections } from './examples';
import { withTables } from './markdown';

/** The files that say what can be configured, and what each of them has to say now, given what it says. */
export const documents: readonly { file: string; renew: (text: string) => string }[] = [
  { file: 'docs/configuration.md', renew: withTables },
  { file: '.env.example', renew: envExample },
  { file: 'lens.example.yaml', renew: withSections },
];
