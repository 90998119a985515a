import { matchesGlob } from './glob.ts';

/** Globs by what they are held against; a facet without globs asks nothing. */
export interface InterfaceGlobs {
  readonly name: readonly string[];
  readonly type: readonly string[];
  readonly comment: readonly string[];
}

/** What a filter looks at of an interface. */
export interface FilteredInterface {
  readonly name: string;
  readonly type: string | undefined;
  readonly comment: string | undefined;
  readonly dynamic: boolean;
}

const FACETS = ['name', 'type', 'comment'] as const;

/** Which interfaces a module exports: all that pass every facet of `include`, less those that match any of `exclude`. */
export class InterfaceFilter {
  readonly include: InterfaceGlobs;
  readonly exclude: InterfaceGlobs;
  /** True if dynamic interfaces (PPPoE sessions, …) are exported one by one. */
  readonly dynamic: boolean;

  constructor(include: InterfaceGlobs, exclude: InterfaceGlobs, dynamic: boolean) {
    this.include = include;
    this.exclude = exclude;
    this.dynamic = dynamic;
  }

  keeps(candidate: FilteredInterface): boolean {
    if (candidate.dynamic && !this.dynamic) return false;
    if (FACETS.some((facet) => matchesAny(this.exclude[facet], candidate[facet]))) return false;
    return FACETS.every(
      (facet) => this.include[facet].length === 0 || matchesAny(this.include[facet], candidate[facet]),
    );
  }
}

/** An unknown facet (no comment) matches nothing, not even `*`. */
function matchesAny(globs: readonly string[], text: string | undefined): boolean {
  return text !== undefined && globs.some((glob) => matchesGlob(glob, text));
}
