import { defineConfig } from 'i18next-cli';

/** Takes the English sentences out of the source, where they are written, for those who translate. */
export default defineConfig({
  locales: ['en-US'],
  extract: {
    input: ['src/**/*.{ts,tsx}'],
    ignore: ['src/**/*.test.{ts,tsx}', 'src/testing/**'],
    output: 'src/locales/{{language}}/{{namespace}}.json',
    defaultNS: 'luthien-lens-app',
    nsSeparator: false,
    functions: ['t'],
    sort: true,
    indentation: 2,
    warnOnConflicts: 'error',
  },
});
