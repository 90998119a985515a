import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type InterfaceFilter } from './contract.ts';
import { keepsInterface } from './interface-item.ts';
import { TableDevice } from './testing/table-device.ts';

describe('the interface of a radio', () => {
  it('is exported if the module keeps its name, type and comment, be it dynamic or not', () => {
    const asked: unknown[] = [];
    const interfaces: InterfaceFilter = {
      dynamic: false,
      keeps(candidate) {
        asked.push(candidate);
        return candidate.name !== 'wifi2';
      },
    };
    const device = new TableDevice({}, { interfaces });
    assert.equal(keepsInterface(device, 'wifi', { name: 'wifi1', comment: 'hall' }), true);
    assert.equal(keepsInterface(device, 'wifi', { name: 'wifi2', comment: undefined }), false);
    assert.deepEqual(asked, [
      { name: 'wifi1', type: 'wifi', comment: 'hall', dynamic: false },
      { name: 'wifi2', type: 'wifi', comment: undefined, dynamic: false },
    ]);
  });
});
