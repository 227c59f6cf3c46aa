import { join } from 'node:path';
import ts from 'typescript';
import { givenIn, MODULES } from './given.js';
import { placeOf, ROOT, type Block } from './markdown.js';
import { isOfSomeKind } from './union.js';

/** What the fences of samples with types say, and the ending that their files get. */
export const TYPED: Readonly<Record<string, string>> = { js: '.js', ts: '.ts', tsx: '.tsx' };

const TYPESCRIPT: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  jsx: ts.JsxEmit.ReactJSX,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  noEmit: true,
};

/** JavaScript says nowhere what may be missing: there the types find names, arguments and results that do not fit. */
const JAVASCRIPT: ts.CompilerOptions = {
  ...TYPESCRIPT,
  allowJs: true,
  checkJs: true,
  strict: false,
  noImplicitAny: false,
  exactOptionalPropertyTypes: false,
  noUncheckedIndexedAccess: false,
};

/** Where the samples stand, as far as the compiler sees: their imports are those of this workspace. */
const FOLDER = join(ROOT, 'e2e/test/docs/virtual');
/** The libraries' declarations, read once for all documents. */
const libraries = new Map<string, ts.SourceFile | undefined>();

/** What the compiler finds in the samples of one document that have types. */
export const faultsOfTypes = (blocks: readonly Block[]): string[] => [
  ...faultsIn(
    blocks.filter(({ language }) => language === 'js'),
    JAVASCRIPT,
  ),
  ...faultsIn(
    blocks.filter(({ language }) => language !== 'js'),
    TYPESCRIPT,
  ),
];

function faultsIn(blocks: readonly Block[], options: ts.CompilerOptions): string[] {
  const [first] = blocks;
  if (first === undefined) return [];
  const samples = new Map(blocks.map((block) => [pathOf(block), block]));
  const texts = new Map(Array.from(samples, ([path, { code }]) => [path, code]));
  texts.set(join(FOLDER, 'modules.d.ts'), MODULES).set(join(FOLDER, 'given.d.ts'), givenIn(first.file));
  const program = ts.createProgram([...texts.keys()], options, hostWith(texts, options));
  return Array.from(texts.keys(), (path) => program.getSourceFile(path)!).flatMap((file) =>
    [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
      .filter((found) => !(file.fileName.endsWith('.js') && isOfSomeKind(found, program.getTypeChecker())))
      .map((found) => told(found, samples.get(file.fileName))),
  );
}

const pathOf = ({ language, line }: Block): string => join(FOLDER, `line-${line}${TYPED[language]}`);

/** The machine's files, and the samples among them. */
function hostWith(texts: ReadonlyMap<string, string>, options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    fileExists: (path) => texts.has(path) || host.fileExists(path),
    readFile: (path) => texts.get(path) ?? host.readFile(path),
    getSourceFile: (path, version) => {
      const text = texts.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, version);
      if (!libraries.has(path)) libraries.set(path, host.getSourceFile(path, version));
      return libraries.get(path);
    },
  };
}

function told({ file, start = 0, messageText }: ts.Diagnostic, block: Block | undefined): string {
  const message = ts.flattenDiagnosticMessageText(messageText, ' ');
  const line = file?.getLineAndCharacterOfPosition(start).line ?? 0;
  const place = block === undefined ? 'given.ts' : placeOf({ file: block.file, line: block.line + 1 + line });
  return `${place} ${message}`;
}
