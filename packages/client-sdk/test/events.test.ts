import { afterEach, describe, expect, it, vi } from 'vitest';
import { Emitter } from '../src/events.js';

interface Events {
  readonly said: string;
  readonly done: number;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('an emitter', () => {
  it('calls the listeners of an event in the order in which they came', () => {
    const emitter = new Emitter<Events>();
    const heard: string[] = [];
    emitter.on('said', (word) => heard.push(`first ${word}`));
    emitter.on('said', (word) => heard.push(`second ${word}`));
    emitter.on('done', (count) => heard.push(`done ${count}`));
    emitter.emit('said', 'hello');
    emitter.emit('done', 1);
    expect(heard).toEqual(['first hello', 'second hello', 'done 1']);
  });

  it('calls nobody any more who has unsubscribed, twice or once', () => {
    const emitter = new Emitter<Events>();
    const listener = vi.fn();
    const other = vi.fn();
    const off = emitter.on('said', listener);
    emitter.on('said', other);
    off();
    off();
    emitter.emit('said', 'hello');
    expect(listener).not.toHaveBeenCalled();
    expect(other).toHaveBeenCalledOnce();
  });

  it('lets a listener unsubscribe and subscribe while it is called', () => {
    const emitter = new Emitter<Events>();
    const late = vi.fn();
    const once = vi.fn(() => {
      off();
      emitter.on('said', late);
    });
    const off = emitter.on('said', once);
    emitter.emit('said', 'one');
    expect(late).not.toHaveBeenCalled();
    emitter.emit('said', 'two');
    expect(once).toHaveBeenCalledOnce();
    expect(late).toHaveBeenCalledExactlyOnceWith('two');
  });

  it('does not let a listener that throws disturb the others, and lets its error surface', () => {
    const emitter = new Emitter<Events>();
    const microtasks: (() => void)[] = [];
    vi.stubGlobal('queueMicrotask', (task: () => void) => microtasks.push(task));
    const error = new Error('a fault of the application');
    const other = vi.fn();
    emitter.on('said', () => {
      throw error;
    });
    emitter.on('said', other);
    emitter.emit('said', 'hello');
    expect(other).toHaveBeenCalledExactlyOnceWith('hello');
    expect(microtasks).toHaveLength(1);
    expect(microtasks[0]).toThrow(error);
  });

  it('says nothing to nobody', () => {
    expect(() => new Emitter<Events>().emit('said', 'hello')).not.toThrow();
  });
});
