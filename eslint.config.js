import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { directions } from './eslint.directions.js';

const TYPESCRIPT = ['**/*.ts'];
const SVELTE = ['**/*.svelte', '**/*.svelte.ts'];
const JAVASCRIPT = ['**/*.js', '**/*.mjs', '**/*.cjs'];
const PAGES = [
  'e2e/**/page.js',
  'apps/embed-demo/site/*.js',
  'apps/web/static/*.js',
  'docs/theme/*.js',
  'bench/web/*.js',
];
const TESTS = ['**/test/**/*.ts'];

const UNUSED = ['error', { argsIgnorePattern: '^_', caughtErrors: 'none' }];

const rulesForTypes = {
  '@typescript-eslint/no-unused-vars': UNUSED,
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  // An arrow that only hands on a call to something without a result is how callbacks are written here.
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
};

// Tests read JSON of unknown shape and reach into answers they have just asserted.
const rulesForTests = {
  '@typescript-eslint/no-misused-spread': 'off',
  '@typescript-eslint/no-non-null-assertion': 'off',
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
};

export default defineConfig([
  globalIgnores([
    'packages/client-sdk/wasm/**',
    '**/dist/**',
    '**/.turbo/**',
    'docs/site/**',
    '**/.svelte-kit/**',
    '**/build/**',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: rulesForTypes,
  },
  { files: TESTS, rules: rulesForTests },
  {
    files: ['**/*.svelte'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic, svelte.configs.recommended],
    languageOptions: { globals: globals.browser, parserOptions: { parser: tseslint.parser } },
    rules: {
      '@typescript-eslint/no-unused-vars': UNUSED,
      // One route takes every path; links lead elsewhere.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  // Nothing that others wrote may become markup.
  {
    files: SVELTE,
    plugins: { svelte },
    rules: { 'svelte/no-at-html-tags': 'error', 'svelte/no-target-blank': 'error' },
  },
  { files: JAVASCRIPT, languageOptions: { globals: globals.node }, rules: { 'no-unused-vars': UNUSED } },
  { files: PAGES, languageOptions: { globals: globals.browser } },
  {
    files: [...TYPESCRIPT, ...JAVASCRIPT],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver()],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/extensions': ['.ts', '.js'],
    },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-relative-packages': 'error',
      'import-x/no-self-import': 'error',
    },
  },
  // They pack packages, or find browsers, as the scripts at the root do.
  {
    files: ['e2e/fixtures/install.js', 'e2e/screenshots/looks.js', 'bench/web/run.js'],
    rules: { 'import-x/no-relative-packages': 'off' },
  },
  ...directions,
]);
