/** Modules that samples import and that nobody has to install to check them. */
export const MODULES = `
declare module 'react-native-quick-crypto' {
  const crypto: import('@pug-network/client-sdk').CryptoLike;
  export default crypto;
}
`;

/** What the samples of a document take from around them: a program of the reader's own, or a sample before. */
const GIVEN: Readonly<Record<string, string>> = {
  'packages/client-sdk/README.md': 'declare const link: string;',
  'docs/guides/sdk.md': `declare const relay: string;
    declare const room: import('@pug-network/client-sdk').Room;`,
};

/** The declarations that hold in every sample of a document. */
export const givenIn = (file: string): string => GIVEN[file] ?? '';
