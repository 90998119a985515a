import { type Child } from './child.ts';
import { until } from './until.ts';

const READY_TIMEOUT = 60_000;

/** Waits until a program answers 200 at `/-/ready`. @throws Error with its output if it ends or does not */
export async function untilReady(child: Child, url: string, signal?: AbortSignal): Promise<void> {
  await until(
    `${url}/-/ready answers 200`,
    async () => {
      const { ok, status } = await fetch(`${url}/-/ready`, { signal: AbortSignal.timeout(2000) });
      if (!ok) throw new Error(`HTTP status ${status}`);
      return true;
    },
    {
      timeout: READY_TIMEOUT,
      signal,
      hopeless: () => child.end && `${child.name} has ended (${child.end})`,
      details: () => child.tail,
    },
  );
}
