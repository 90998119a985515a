/**
 * node-routeros in a process of its own, since some replies end the process that it runs in.
 * Asks one device some commands, one after the other, and prints what each was answered as a line of JSON.
 */
import { RouterOSAPI } from 'node-routeros';

/** The only argument, in JSON. */
export interface Errand {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly commands: readonly (readonly string[])[];
}

/** One line of output. */
export type Answer =
  { readonly rows: readonly Readonly<Record<string, string>>[] } | { readonly trap: string };

const { commands, ...device } = JSON.parse(process.argv[2] ?? '') as Errand;
const api = new RouterOSAPI({ ...device, timeout: 20 });
await api.connect();
for (const command of commands) console.log(JSON.stringify(await answer(command)));
process.exit();

async function answer(command: readonly string[]): Promise<Answer> {
  try {
    return { rows: await api.write([...command]) };
  } catch (error) {
    return { trap: (error as Error).message };
  }
}
