/**
 * True if the whole of `text` matches `pattern`: `*` stands for any characters, `?` for one.
 * Takes at most pattern × text steps: it goes back only to the last `*`, so no pattern can blow up.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const wanted = Array.from(pattern);
  const given = Array.from(text);
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let position = 0; position < given.length;) {
    const token = wanted[at];
    if (token === '*') {
      star = at++;
      resume = position;
    } else if (token === '?' || token === given[position]) {
      at++;
      position++;
    } else if (star >= 0) {
      at = star + 1;
      position = ++resume;
    } else {
      return false;
    }
  }
  return wanted.slice(at).every((token) => token === '*');
}
