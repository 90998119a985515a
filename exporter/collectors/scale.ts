/** From the unit that RouterOS uses to the base unit; unknown stays unknown. */

export function divided(value: number | undefined, by: number): number | undefined {
  return value === undefined ? undefined : value / by;
}

export function multiplied(value: number | undefined, by: number): number | undefined {
  return value === undefined ? undefined : value * by;
}
