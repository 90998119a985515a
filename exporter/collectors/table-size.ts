import { type Device, type Outcome } from './contract.ts';

/**
 * How many rows a table has that was printed: the device counts them where the row limit has cut the print, so that
 * a table is not lost when strangers fill it. Undefined if the device lacks the menu. @throws RouterosError
 */
export async function tableSize(
  device: Device,
  menu: string,
  { present, rows, truncated }: Outcome,
): Promise<number | undefined> {
  if (truncated) return device.count(menu);
  return present ? rows : undefined;
}
