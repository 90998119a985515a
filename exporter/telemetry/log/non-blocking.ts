import { constants, fstatSync, openSync } from 'node:fs';
import { Socket } from 'node:net';

/**
 * A descriptor of the same pipe, socket, terminal or file whose writes end with EAGAIN where they would wait.
 * What cannot be made so (a file, which never waits; a pipe under Windows) is `descriptor` itself.
 */
export function nonBlocking(descriptor: number): number {
  const kind = fstatSync(descriptor);
  // A file opened anew would be written from its beginning.
  if (kind.isFile()) return descriptor;
  // O_NONBLOCK belongs to an open file description, and whoever started us may share ours (the shell its terminal,
  // 2>&1 our own standard error). Opened anew, the description is ours alone.
  try {
    return openSync(
      `/proc/self/fd/${descriptor}`,
      constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY,
    );
  } catch {
    // A socket (the journal's) cannot be opened, a pipe of another user may not be, and not every system has /proc.
    return kind.isSocket() || kind.isFIFO() ? switched(descriptor) : descriptor;
  }
}

/** Sets O_NONBLOCK where it is. Node puts the flags of the standard streams back when it exits. */
function switched(descriptor: number): number {
  // Node has no fcntl(); a stream that is neither read nor written sets the flag when it takes the descriptor.
  new Socket({ fd: descriptor, readable: false, writable: false });
  return descriptor;
}
