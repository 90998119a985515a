/** A radio carrier that a modem uses. */
export interface Carrier {
  /** `B3` of LTE, `n78` of 5G. */
  readonly band: string;
  readonly earfcn?: string | undefined;
  readonly physicalCellId?: string | undefined;
  /** Hertz. */
  readonly bandwidth?: number;
}

const CARRIER = /^([A-Za-z]*\d+)@(\d+(?:\.\d+)?)Mhz(?: earfcn: (\d+))?(?: phy-cellid: (\d+))?/i;
const EARFCN = /^(\d+)(?: \(band (\d+)(?:, bandwidth (\d+(?:\.\d+)?)Mhz)?\))?$/i;

/** Reads an item of `primary-band` or `ca-band`, `B3@20Mhz earfcn: 1300 phy-cellid: 480`. What it cannot read is the band. */
export function parseCarrier(text: string): Carrier {
  const match = CARRIER.exec(text);
  if (match === null) return { band: text };
  const [, band = text, width, earfcn, physicalCellId] = match;
  return { band, earfcn, physicalCellId, bandwidth: Number(width) * 1e6 };
}

/** Reads `earfcn` of a modem that has no `primary-band`, `1300 (band 3, bandwidth 20Mhz)`; undefined if it cannot. */
export function parseEarfcn(text: string): Carrier | undefined {
  const match = EARFCN.exec(text);
  if (match === null) return undefined;
  const [, earfcn, band, width] = match;
  const carrier = { band: band === undefined ? '' : `B${band}`, earfcn };
  return width === undefined ? carrier : { ...carrier, bandwidth: Number(width) * 1e6 };
}
