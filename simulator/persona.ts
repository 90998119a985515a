/** A RouterOS version, as far as it shows on the wire. */
export interface Persona {
  readonly name: PersonaName;
  readonly major: 6 | 7;
  /** As `/system/resource` says it. */
  readonly version: string;
  /** Of `/system/package` and the firmware: the version without its channel. */
  readonly release: string;
  readonly buildTime: string;
  /** Dates as `2026-05-07` (since 7.10) instead of `may/07/2026`. */
  readonly isoDates: boolean;
  /** A print that returns nothing sends `!empty` before `!done` (since 7.18). */
  readonly sendsEmpty: boolean;
}

export const PERSONA_NAMES = ['6.49', '7.12', '7.20'] as const;
export type PersonaName = (typeof PERSONA_NAMES)[number];

export const PERSONAS: Readonly<Record<PersonaName, Persona>> = {
  '6.49': {
    name: '6.49',
    major: 6,
    version: '6.49.17 (long-term)',
    release: '6.49.17',
    buildTime: 'Aug/05/2024 08:27:52',
    isoDates: false,
    sendsEmpty: false,
  },
  '7.12': {
    name: '7.12',
    major: 7,
    version: '7.12.1 (stable)',
    release: '7.12.1',
    buildTime: '2023-11-17 11:38:45',
    isoDates: true,
    sendsEmpty: false,
  },
  '7.20': {
    name: '7.20',
    major: 7,
    version: '7.20.4 (stable)',
    release: '7.20.4',
    buildTime: '2025-11-05 12:14:19',
    isoDates: true,
    sendsEmpty: true,
  },
};
