import { type Row } from '../routeros/row.ts';
import { type Device } from './contract.ts';
import { type Item } from './monitored.ts';

/** What is remembered of an interface, so that the next probe can monitor it without asking for its id first. */
export interface InterfaceItem extends Item {
  readonly name: string;
  readonly comment: string | undefined;
}

/** The interface of a row; undefined if the row does not say which one it is. */
export function interfaceItemOf(row: Row<'.id' | 'name' | 'comment'>): InterfaceItem | undefined {
  const id = row.text('.id');
  const name = row.text('name');
  return id === undefined || name === undefined ? undefined : { id, name, comment: row.text('comment') };
}

/**
 * True if the module exports the interface.
 *
 * @param type as /interface has it: `ether`, `bridge`, `wlan`, `lte`
 */
export function keepsInterface(
  device: Device,
  type: string,
  { name, comment }: Pick<InterfaceItem, 'name' | 'comment'>,
): boolean {
  // Those that a CAPsMAN or a 60 GHz access point makes for its peers are dynamic, but stay as long as the peers do.
  return device.interfaces.keeps({ name, type, comment, dynamic: false });
}
