import { renderExposition } from '../../exposition/render.ts';
import { SampleBudget } from '../../exposition/sample-budget.ts';
import { SampleBuffer } from '../../exposition/sample-buffer.ts';
import { type Collector, type Device } from '../contract.ts';
import { emitInto } from '../emit.ts';

/** What one collector made of a device. */
export interface Collected {
  /** Text 0.0.4, with headers. */
  readonly exposition: string;
  /** The sample lines alone. */
  readonly samples: readonly string[];
  /** Samples left out because their label set was there before. */
  readonly duplicates: number;
}

/** Runs a collector against a device and renders what it emits. @throws RouterosError as the collector does */
export async function collect(collector: Collector, device: Device): Promise<Collected> {
  const buffer = new SampleBuffer(new SampleBudget(Infinity, Infinity));
  await collector.collect(device, emitInto(buffer));
  const exposition = renderExposition([{ families: collector.families, buffer }], 'text');
  const samples = exposition.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return { exposition, samples, duplicates: buffer.duplicates };
}
