import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCarrier, parseEarfcn } from './lte-carrier.ts';

describe('a carrier', () => {
  it('has a band and a width, and mostly a channel and a cell', () => {
    assert.deepEqual(parseCarrier('B3@15Mhz earfcn: 1875 phy-cellid: 345'), {
      band: 'B3',
      bandwidth: 15e6,
      earfcn: '1875',
      physicalCellId: '345',
    });
    assert.deepEqual(parseCarrier('n78@100Mhz'), {
      band: 'n78',
      bandwidth: 100e6,
      earfcn: undefined,
      physicalCellId: undefined,
    });
    assert.equal(parseCarrier('B31@1.4Mhz earfcn: 9870').bandwidth, 1.4e6);
  });

  it('that cannot be read is shown as it is', () => {
    assert.deepEqual(parseCarrier('band seven'), { band: 'band seven' });
    assert.equal(parseEarfcn('seventeen'), undefined);
  });

  it('of a modem that tells no more is in its earfcn', () => {
    assert.deepEqual(parseEarfcn('1700 (band 3, bandwidth 20Mhz)'), {
      band: 'B3',
      earfcn: '1700',
      bandwidth: 20e6,
    });
    assert.deepEqual(parseEarfcn('1700 (band 3)'), { band: 'B3', earfcn: '1700' });
    assert.deepEqual(parseEarfcn('1700'), { band: '', earfcn: '1700' });
  });
});
