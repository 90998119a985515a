import { type Device } from './contract.ts';

const CLOCK = ['gmt-offset'] as const;

/** Asks the device how far its clock is ahead of UTC, in seconds. @throws RouterosError */
export async function askUtcOffset(device: Pick<Device, 'print'>): Promise<number | undefined> {
  let offset: number | undefined;
  await device.print('/system/clock', CLOCK, (row) => {
    offset = row.utcOffset('gmt-offset');
  });
  return offset;
}
