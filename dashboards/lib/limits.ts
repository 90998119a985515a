/** Where a value becomes a fault. Each is the figure of the alert beside it; a test compares the two. */
export const LIMITS = {
  /** Share of its timeout that a probe takes. */
  probeNearTimeout: { alert: 'MikrotikProbeNearTimeout', value: 0.8 },
} as const;
