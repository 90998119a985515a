/** Where a value becomes a fault. Each is the figure of the alert beside it; a test compares the two. */
export const LIMITS = {
  /** Share of its timeout that a probe takes. */
  probeNearTimeout: { alert: 'MikrotikProbeNearTimeout', value: 0.8 },
  /** Share of the connections that a device can track. */
  connectionTableNearlyFull: { alert: 'MikrotikConnectionTableNearlyFull', value: 0.85 },
  /** Share of the life of a disk. */
  diskWornOut: { alert: 'MikrotikDiskWornOut', value: 0.9 },
  /** Share of its capacity that a bound is full. */
  boundNearlyFull: { alert: 'TikscopeBoundNearlyFull', value: 0.8 },
  /** Share of its memory limit that the exporter uses. */
  memoryNearLimit: { alert: 'TikscopeMemoryNearLimit', value: 0.75 },
  /** Seconds that the event loop is late. */
  eventLoopLag: { alert: 'TikscopeEventLoopLag', value: 0.25 },
  /** Share of its memory limit that a container uses. */
  containerMemoryNearLimit: { alert: 'TikscopeContainerMemoryNearLimit', value: 0.9 },
  /** Share of the collector's queue. */
  collectorQueueNearlyFull: { alert: 'TikscopeCollectorQueueNearlyFull', value: 0.8 },
} as const;
