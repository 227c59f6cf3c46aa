import { expectTypeOf, it } from 'vitest';
import type { PugChatElement } from '../src/index.js';

const listen = (chat: PugChatElement): void => {
  chat.addEventListener('unread', ({ detail }) => expectTypeOf(detail.count).toBeNumber());
  chat.addEventListener('ended', ({ detail }) => expectTypeOf(detail.reason).toBeString());
  chat.addEventListener('error', ({ detail }) => expectTypeOf(detail.code).toBeString());
  chat.addEventListener('link', ({ detail }) => expectTypeOf(detail.link).toBeString(), { once: true });
  chat.addEventListener('keydown', ({ key }) => expectTypeOf(key).toBeString());
  chat.addEventListener('of-the-page', (event) => expectTypeOf(event).toEqualTypeOf<Event>());
};

it('knows the element by its name, and its events by theirs', () => {
  expectTypeOf<HTMLElementTagNameMap['pug-chat']>().toEqualTypeOf<PugChatElement>();
  expectTypeOf(listen).parameter(0).toExtend<HTMLElement>();
});
