/**
 * What a published package holds a copy of without depending on it, by the package's folder: npm lists only what is
 * installed. The server's package holds the built web client, and that the code of these.
 */
export const BUNDLED = {
  'apps/server': [
    '@noble/hashes',
    '@pug-network/client-sdk',
    '@pug-network/embed',
    '@pug-network/protocol',
    '@pug-network/web',
    '@scure/bip39',
    '@sveltejs/kit',
    'lean-qr',
    'svelte',
  ],
};
