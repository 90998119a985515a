/** A module in an SFP or QSFP cage. */
export interface Optics {
  readonly type: string;
  readonly connector: string;
  readonly vendor: string;
  readonly part: string;
  /** nm */
  readonly wavelength?: number;
  /** Metres over single-mode or OM3 fibre, or of the cable itself. */
  readonly reach: { readonly fibre: 'sm' | 'om3' | 'cable-assembly'; readonly metres: number };
  /** Digital diagnostics; a copper cable has none. */
  readonly diagnostics?: Diagnostics;
}

export interface Diagnostics {
  /** °C */
  readonly temperature: number;
  /** V */
  readonly voltage: number;
  /** mA */
  readonly bias: number;
  /** dBm */
  readonly sent: number;
  readonly received: number;
}

const SFP = 'SFP/SFP+/SFP28/SFP56';

export const OPTICS = {
  'sfp-lx': {
    type: SFP,
    connector: 'LC',
    vendor: 'Mikrotik',
    part: 'S-31DLC20D',
    wavelength: 1310,
    reach: { fibre: 'sm', metres: 20_000 },
    diagnostics: { temperature: 36, voltage: 3.29, bias: 14, sent: -5.8, received: -9.4 },
  },
  'sfp-plus-sr': {
    type: SFP,
    connector: 'LC',
    vendor: 'Mikrotik',
    part: 'S+85DLC03D',
    wavelength: 850,
    reach: { fibre: 'om3', metres: 300 },
    diagnostics: { temperature: 39, voltage: 3.29, bias: 6, sent: -2.4, received: -3.6 },
  },
  'sfp-plus-dac': {
    type: SFP,
    connector: 'copper-pigtail',
    vendor: 'Mikrotik',
    part: 'S+DA0001',
    reach: { fibre: 'cable-assembly', metres: 1 },
  },
  'sfp28-lr': {
    type: SFP,
    connector: 'LC',
    vendor: 'FS',
    part: 'SFP28-25GLR-31',
    wavelength: 1310,
    reach: { fibre: 'sm', metres: 10_000 },
    diagnostics: { temperature: 44, voltage: 3.29, bias: 38, sent: 0.9, received: -4.1 },
  },
  'qsfp28-lr4': {
    type: 'QSFP28/QSFP56',
    connector: 'LC',
    vendor: 'FS',
    part: 'QSFP28-LR4-100G',
    wavelength: 1302,
    reach: { fibre: 'sm', metres: 10_000 },
    diagnostics: { temperature: 48, voltage: 3.29, bias: 52, sent: 1.6, received: -3.2 },
  },
  'qsfp-plus-dac': {
    type: 'QSFP+',
    connector: 'no-separable-connector',
    vendor: 'Mikrotik',
    part: 'Q+DA0001',
    reach: { fibre: 'cable-assembly', metres: 1 },
  },
} as const satisfies Readonly<Record<string, Optics>>;

export type OpticsName = keyof typeof OPTICS;
