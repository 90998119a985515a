/**
 * True if loop protection has shut the interface since its own packets came back to it.
 *
 * @param status `loop-protect-status`: `on`, `off`, `disable`
 * @returns undefined if the interface is not protected
 */
export function loopDetected(status: string | undefined): boolean | undefined {
  switch (status) {
    case 'on':
      return false;
    case 'disable':
    case 'disabled':
      return true;
    default:
      return undefined;
  }
}
