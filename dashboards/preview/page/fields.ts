import {
  type FieldColorModeId,
  FieldConfigOptionsRegistry,
  ThresholdsMode,
  applyFieldOverrides,
  cacheFieldDisplayNames,
  fieldMatchers,
  identityOverrideProcessor,
  standardTransformers,
  standardTransformersRegistry,
  transformDataFrame,
  type DataFrame,
  type DataTransformerConfig,
  type FieldConfigPropertyItem,
  type FieldConfigSource,
  type GrafanaTheme2,
  type TransformerRegistryItem,
} from '@grafana/data';
import { firstValueFrom } from 'rxjs';
import type { PanelModel } from '../drawing.ts';

/** What a kind of panel has where its JSON is silent: the defaults of Grafana's own plugin. */
export interface FieldDefaults {
  readonly color: FieldColorModeId;
  readonly custom?: Readonly<Record<string, unknown>>;
}

const STANDARD_PROPERTIES = [
  'color',
  'decimals',
  'displayName',
  'filterable',
  'links',
  'mappings',
  'max',
  'min',
  'noValue',
  'thresholds',
  'unit',
];

// One of them is there twice, under its old name and its new one.
const transformers = new Map(Object.values(standardTransformers).map((info) => [info.id, info]));
standardTransformersRegistry.setInit(() =>
  [...transformers].map(
    ([id, info]) =>
      ({ id, name: id, transformation: () => Promise.resolve(info) }) as unknown as TransformerRegistryItem,
  ),
);

/** Transformations, field defaults and overrides of a panel, by Grafana's own code. @throws Error naming what it does not know */
export async function prepareFrames(
  frames: DataFrame[],
  panel: PanelModel,
  defaults: FieldDefaults,
  theme: GrafanaTheme2,
): Promise<DataFrame[]> {
  const fieldConfig = fieldConfigOf(panel, defaults);
  const prepared = applyFieldOverrides({
    data: await transform(frames, panel.transformations as DataTransformerConfig[]),
    fieldConfig,
    fieldConfigRegistry: registryFor(fieldConfig),
    replaceVariables: (text) => text,
    theme,
    timeZone: 'utc',
  });
  cacheFieldDisplayNames(prepared);
  return prepared;
}

export function fieldConfigOf(panel: PanelModel, fallback: FieldDefaults): FieldConfigSource {
  const { defaults, overrides } = panel.fieldConfig as Partial<FieldConfigSource>;
  for (const { matcher } of overrides ?? []) {
    if (fieldMatchers.getIfExists(matcher.id) === undefined) {
      throw new Error(`unknown field matcher ${matcher.id}`);
    }
  }
  return {
    defaults: {
      thresholds: {
        mode: ThresholdsMode.Absolute,
        steps: [
          { value: -Infinity, color: 'green' },
          { value: 80, color: 'red' },
        ],
      },
      color: { mode: fallback.color },
      ...defaults,
      custom: { ...fallback.custom, ...(defaults?.custom as object | undefined) },
    },
    overrides: overrides ?? [],
  };
}

function transform(frames: DataFrame[], transformations: DataTransformerConfig[]): Promise<DataFrame[]> {
  for (const { id } of transformations) {
    if (!transformers.has(id)) throw new Error(`unknown transformation ${id}`);
  }
  return firstValueFrom(transformDataFrame(transformations, frames, { interpolate: (text) => text }));
}

/** Every property that this panel sets: the standard ones, and those under `custom` of its defaults and overrides. */
function registryFor({ defaults, overrides }: FieldConfigSource): FieldConfigOptionsRegistry {
  const overridden = overrides.flatMap(({ properties }) => properties.map(({ id }) => id));
  const custom = new Set([
    ...Object.keys(defaults.custom as object),
    ...overridden.filter((id) => id.startsWith('custom.')).map((id) => id.slice('custom.'.length)),
  ]);
  const unknown = overridden.find((id) => !id.startsWith('custom.') && !STANDARD_PROPERTIES.includes(id));
  if (unknown !== undefined) throw new Error(`unknown field property ${unknown}`);
  return new FieldConfigOptionsRegistry(() => [
    ...STANDARD_PROPERTIES.map((path) => property(path, path, false)),
    ...[...custom].map((path) => property(`custom.${path}`, path, true)),
  ]);
}

function property(id: string, path: string, isCustom: boolean): FieldConfigPropertyItem {
  return {
    id,
    path,
    isCustom,
    name: id,
    editor: () => null,
    override: () => null,
    process: identityOverrideProcessor,
    shouldApply: () => true,
  };
}
