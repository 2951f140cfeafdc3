import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';

/** Alike for all that people read. */
const sizes = {
  'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
  complexity: ['error', 20],
  'no-console': 'error',
};

/**
 * Where ids, digests and times are at random, a few of their characters are anywhere by chance: what must not be there
 * is to have a letter that they don't have.
 */
const saysNot = "CallExpression[callee.property.name=/^to(Contain|Match)$/][callee.object.property.name='not']";
const noChance = [`[value=/^[\\da-f-]{1,11}$/i]`, `[regex.pattern=/(^|\\|)[\\da-f-]{1,11}(\\||$)/i]`].map((short) => ({
  selector: `${saysNot} > Literal${short}`,
  message: 'A random id or digest may hold this. Look for a word with a letter beyond f, like "quokka".',
}));

/**
 * There is one of each for every call or event. V8 keeps such an object until a full collection, with all it refers to:
 * a tenth of the gateway's time went into one of them.
 */
const keptTooLong = [
  'ObjectExpression > Property[kind=get]',
  'PropertyDefinition > ArrowFunctionExpression',
  "AssignmentExpression[operator='='][left.object.type='ThisExpression'] > ArrowFunctionExpression",
].map((selector) => ({
  selector,
  message: 'On the request path: make a class with a getter or a method of it instead.',
}));

/** The plugin has packages of its own, which only `npm test` installs: without them nothing has a type. */
const hasPlugin = existsSync(new URL('plugin/node_modules', import.meta.url));

/** What the plugin says to people, which is looked up by `t` in their language: sentences, and labels of a word. */
const untranslated = [
  'Literal[value=/^[A-Z‘“][^ ]* /]:not(CallExpression[callee.name="t"] > Literal)',
  'TemplateElement[value.cooked=/^[A-Z‘“][^ ]* /]',
  'Property[key.name=/^(label|description|placeholder|title|tooltip|text|message|detail|name)$/] > Literal[value=/^[A-Z]/]',
].map((selector) => ({ selector, message: 'Say it with t(): people read it in their language.' }));

/** By Grafana's rules what is written in JSX, by our own what is said elsewhere. */
function translated() {
  const plugin = createRequire(new URL('plugin/', import.meta.url))('@grafana/i18n/eslint-plugin');
  return [
    {
      files: ['plugin/src/**/*.{ts,tsx}'],
      ignores: ['**/*.test.{ts,tsx}', 'plugin/src/testing/**'],
      plugins: { '@grafana/i18n': plugin },
      rules: {
        '@grafana/i18n/no-untranslated-strings': 'error',
        '@grafana/i18n/no-translation-top-level': 'error',
      },
    },
    {
      files: ['plugin/src/**/*.{ts,tsx}'],
      // Titles of links are registered in English alone; names of columns are what dashboards know them by.
      ignores: ['**/*.test.{ts,tsx}', 'plugin/src/{testing,extensions}/**', 'plugin/src/datasource/frames/**'],
      rules: { 'no-restricted-syntax': ['error', ...untranslated] },
    },
  ];
}

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      'data/',
      'coverage/',
      'plugin/*.ts',
      'plugin/.config/',
      ...(hasPlugin ? [] : ['plugin/']),
    ],
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      ...sizes,
    },
  },
  {
    // Run by Node as they are, before anything is built or even installed.
    files: ['**/*.{mjs,cjs}'],
    ...js.configs.recommended,
    languageOptions: {
      globals: Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly'])),
    },
    rules: { ...js.configs.recommended.rules, eqeqeq: 'error', 'prefer-const': 'error', ...sizes },
  },
  {
    // Holds functions that run in the browser.
    files: ['bench/pages/run.mjs'],
    languageOptions: { globals: { document: 'readonly', requestAnimationFrame: 'readonly', window: 'readonly' } },
  },
  {
    files: ['{viewer,client,plugin/src,backend/pages}/**/*.{ts,tsx}'],
    ...reactHooks.configs.flat['recommended-latest'],
  },
  {
    files: ['**/*.test.{ts,tsx}', 'tests/**', 'bench/**'],
    rules: { 'max-lines-per-function': 'off', 'no-console': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
  {
    files: ['backend/{gateway,policies/chain,policies/text}/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: { 'no-restricted-syntax': ['error', ...keptTooLong] },
  },
  {
    files: ['{backend,tests,client,viewer}/**/*.test.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', ...noChance] },
  },
  ...(hasPlugin ? translated() : []),
);
