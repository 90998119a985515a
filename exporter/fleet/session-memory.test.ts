import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SESSION_MEMORY_BYTES, SessionMemory } from './session-memory.ts';

describe('SessionMemory', () => {
  it('remembers what fits, and counts a replaced value once', () => {
    const memory = new SessionMemory(() => undefined);
    memory.set('ports', ['*1', '*2']);
    const bytes = memory.bytes;
    memory.set('ports', ['*1', '*2']);
    assert.deepEqual(memory.get('ports'), ['*1', '*2']);
    assert.equal(memory.bytes, bytes);
    memory.delete('ports');
    assert.equal(memory.bytes, 0);
  });

  it('forgets everything rather than pass its cap, and says so', () => {
    let forgotten = 0;
    const memory = new SessionMemory(() => {
      forgotten += 1;
    });
    memory.set('a', 'x'.repeat(SESSION_MEMORY_BYTES / 2));
    memory.set('b', 'x'.repeat(SESSION_MEMORY_BYTES / 2));
    assert.equal(memory.has('a'), false);
    assert.equal(memory.has('b'), true);
    assert.ok(memory.bytes <= SESSION_MEMORY_BYTES);
    assert.equal(forgotten, 1);
  });

  it('does not take a value that is larger than the cap by itself', () => {
    const memory = new SessionMemory(() => undefined);
    memory.set('a', 'x'.repeat(SESSION_MEMORY_BYTES));
    assert.equal(memory.size, 0);
    assert.equal(memory.bytes, 0);
  });
});
