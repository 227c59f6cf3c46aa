import { fileURLToPath } from 'node:url';
import { build, type Loader, type Plugin } from 'esbuild';
import { compile } from 'svelte/compiler';
import { compileScript, parse } from 'vue/compiler-sfc';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/embed/', import.meta.url));
const COMPONENT = 'component';

/** A framework under development complains in the console of what it does not understand. */
const DEFINED = {
  'process.env.NODE_ENV': '"development"',
  __VUE_OPTIONS_API__: 'false',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
};

/** How a component becomes JavaScript, or what esbuild takes for it. */
interface Framework {
  /** How the page gets hold of the component. */
  readonly imported: string;
  readonly loader: Loader;
  readonly compile: (code: string) => string;
}

/** Each as the guide says that it is to be set up. */
const FRAMEWORKS = {
  react: { imported: '{ Chat }', loader: 'jsx', compile: (code) => code },
  vue: { imported: 'Chat', loader: 'js', compile: compileVue },
  svelte: { imported: 'Chat', loader: 'js', compile: compileSvelte },
} satisfies Record<string, Framework>;

export type FrameworkName = keyof typeof FRAMEWORKS;

export const FRAMEWORK_NAMES = Object.keys(FRAMEWORKS) as FrameworkName[];

/** The script of a page that shows a component of a framework in its body. */
export async function bundleComponent(name: FrameworkName, code: string): Promise<string> {
  const { imported, loader, compile: compiled }: Framework = FRAMEWORKS[name];
  const contents = `import { mount } from './${name}.js';
    import ${imported} from '${COMPONENT}';
    mount(Chat, document.body.appendChild(document.createElement('main')));`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: FIXTURES },
    plugins: [componentFrom(compiled(code), loader)],
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    conditions: ['browser', 'development'],
    define: DEFINED,
    logLevel: 'silent',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
}

const componentFrom = (contents: string, loader: Loader): Plugin => ({
  name: COMPONENT,
  setup(building) {
    building.onResolve({ filter: new RegExp(`^${COMPONENT}$`) }, ({ path }) => ({
      path,
      namespace: COMPONENT,
    }));
    building.onLoad({ filter: /./, namespace: COMPONENT }, () => ({
      contents,
      loader,
      resolveDir: FIXTURES,
    }));
  },
});

function compileVue(code: string): string {
  const compilerOptions = { isCustomElement: (tag: string) => tag === 'pug-chat' };
  const { descriptor, errors } = parse(code, { filename: 'Chat.vue', templateParseOptions: compilerOptions });
  if (errors.length > 0) throw new AggregateError(errors);
  const templateOptions = { compilerOptions };
  return compileScript(descriptor, { id: 'chat', inlineTemplate: true, templateOptions }).content;
}

function compileSvelte(code: string): string {
  const { js, warnings } = compile(code, { filename: 'Chat.svelte', generate: 'client' });
  if (warnings.length > 0) throw new AggregateError(warnings);
  return js.code;
}
