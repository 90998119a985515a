/** Loaded by --import into a program under test: at SIGWINCH, which nobody else uses, it does what PROVOKE names. */

/** Bytes a signal. */
const LEAK = 4 * 1024 * 1024;
const held: unknown[] = [];

const faults: Readonly<Record<string, () => void>> = {
  leak: () => {
    held.push(Buffer.alloc(LEAK, 1));
  },
  'fill the heap': () => {
    for (;;) held.push(Array.from({ length: 1000 }, () => ({})));
  },
  freeze: () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
  throw: () => {
    throw new Error('provoked');
  },
  reject: () => {
    void Promise.reject(new Error('provoked'));
  },
};

process.on('SIGWINCH', () => faults[process.env['PROVOKE'] ?? '']?.());
