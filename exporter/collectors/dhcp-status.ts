/** The state in a status that the clients of RouterOS write with dots while it lasts: `searching...`. */
export function withoutDots(status: string | undefined): string | undefined {
  return status?.replace(/\.+$/, '');
}
