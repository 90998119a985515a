/** What could not be carried, and whose it was: one line for all sections that it is the same for. */
export class Notes {
  readonly #sections = new Map<string, Set<string>>();

  add(message: string, section?: string): void {
    const sections = this.#sections.get(message) ?? new Set();
    this.#sections.set(message, sections);
    if (section !== undefined) sections.add(section);
  }

  /** `interface_name_format: … (riga, tallinn and 3 others)` */
  lines(): readonly string[] {
    return [...this.#sections].map(([message, sections]) => {
      const [first = '', second, ...others] = sections;
      if (sections.size === 0) return message;
      const names = [first, ...(second === undefined ? [] : [second])].join(', ');
      return `${message} (${names}${others.length === 0 ? '' : ` and ${others.length} others`})`;
    });
  }
}
