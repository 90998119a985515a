import { type Row } from '../routeros/row.ts';
import { type Device } from './contract.ts';
import { type Item } from './monitored.ts';

/** What is remembered of an interface of a radio or modem, so that the next probe can monitor it at once. */
export interface RadioInterface extends Item {
  readonly name: string;
  readonly comment: string | undefined;
}

/** The interface of a row; undefined if the row does not say which one it is. */
export function radioOf(row: Row<'.id' | 'name' | 'comment'>): RadioInterface | undefined {
  const id = row.text('.id');
  const name = row.text('name');
  return id === undefined || name === undefined ? undefined : { id, name, comment: row.text('comment') };
}

/**
 * True if the module exports the interface.
 *
 * @param type as /interface has it: `wlan`, `wifi`, `cap`, `w60g`, `lte`
 */
export function keepsRadio(
  device: Device,
  type: string,
  { name, comment }: Pick<RadioInterface, 'name' | 'comment'>,
): boolean {
  // Those that a CAPsMAN or an access point makes for its peers are dynamic, but stay as long as the peers do.
  return device.interfaces.keeps({ name, type, comment, dynamic: false });
}
