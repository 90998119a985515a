import { type ParseOptions } from '../main-file.ts';

/** A few collectors, so that tests and golden messages do not change with the real ones. */
export const OPTIONS: ParseOptions = {
  collectors: [
    { name: 'system', modules: ['default'] },
    { name: 'health', modules: ['default'] },
    { name: 'interface', modules: ['default', 'traffic'] },
    { name: 'wifi', modules: ['wifi'] },
  ],
  reservedLabels: ['interface', 'collector'],
};
