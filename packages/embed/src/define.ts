import { PugChatElement } from './element.js';

/** Makes `<pug-chat>` mean something; twice in a page there is nothing to do. */
export function define(registry: CustomElementRegistry): void {
  if (!registry.get('pug-chat')) registry.define('pug-chat', PugChatElement);
}
