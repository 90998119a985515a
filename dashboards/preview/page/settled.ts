/** Milliseconds without a change after which the page counts as drawn, and the longest to wait for that. */
const QUIET = 500;
const PATIENCE = 20_000;

/** Resolves when the document has stopped changing: tables measure themselves, icons arrive one by one. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      observer.disconnect();
      clearTimeout(patience);
      clearTimeout(quiet);
      resolve();
    };
    const patience = setTimeout(done, PATIENCE);
    let quiet = setTimeout(done, QUIET);
    const observer = new MutationObserver(() => {
      clearTimeout(quiet);
      quiet = setTimeout(done, QUIET);
    });
    observer.observe(document, { attributes: true, childList: true, subtree: true });
  });
}
