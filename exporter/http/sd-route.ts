import { type RequestHandler } from 'express';
import { type Config } from '../config/config.ts';
import { formatDuration } from '../config/units.ts';
import { type HeldBytes } from '../telemetry/held-bytes.ts';
import { hold, sendNegotiated, sendUnavailable } from './respond.ts';

const CONTENT_TYPE = 'application/json; charset=utf-8';

/** One entry of Prometheus' HTTP service discovery. */
export interface TargetGroup {
  readonly targets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Every device × scrape of the configuration: this is the scrape configuration per device.
 * `module` is a label of the target too, so that two scrapes of one device do not collide.
 */
function targetGroups(config: Config): readonly TargetGroup[] {
  return [...config.devices.values()].flatMap(({ name, labels, scrapes }) =>
    scrapes.map(({ modules, interval, timeout }) => {
      const module = modules.join(',');
      return {
        targets: [name],
        labels: {
          ...labels,
          module,
          __param_module: module,
          __scrape_interval__: formatDuration(interval),
          __scrape_timeout__: formatDuration(timeout),
        },
      };
    }),
  );
}

/** GET /sd */
export function sdRoute(config: () => Config, held: HeldBytes): RequestHandler {
  return async (request, response) => {
    const body = JSON.stringify(targetGroups(config()));
    if (hold(response, Buffer.byteLength(body), held))
      await sendNegotiated(request, response, CONTENT_TYPE, body);
    else sendUnavailable(response, 'Too much is held for others, try again later');
  };
}
