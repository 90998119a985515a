/** What a device was asked, for tests that assert how little that is. */
export interface Counts {
  connections: number;
  logins: number;
  refusedLogins: number;
  /** Without `/login`, `/cancel` and `/quit`. */
  commands: number;
  /** A round trip begins with the first bytes that arrive after the device has answered something: a pipelined batch is one. */
  roundTrips: number;
  readonly byCommand: Record<string, number>;
}

export function noCounts(): Counts {
  return { connections: 0, logins: 0, refusedLogins: 0, commands: 0, roundTrips: 0, byCommand: {} };
}
