// Reads the page when it is ready, or has changed.
// A page is ready when it is complete, or when two seconds passed since its document was.
const ready = () => {
  if (stateOf(document) === "complete") return true;
  const timing = performance.getEntriesByType("navigation")[0];
  return Boolean(timing && timing.domInteractive && performance.now() - timing.domInteractive > 2000);
};
const completion = (ms) => new Promise((resolve) => {
  setTimeout(resolve, ms);
  hears(document, "readystatechange", () => ready() && resolve());
});
const change = (ms) => new Promise((resolve) => {
  const watcher = new MutationObserver(() => { watcher.disconnect(); setTimeout(done, 20); });
  const done = () => { watcher.disconnect(); resolve(); };
  watcher.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  setTimeout(done, ms);
});
// What was read before is read again after the next change; what was not, as soon as it is ready.
const next = async (ms, wasRead, also) => {
  if (!ready()) await completion(ms);
  else if (wasRead) await change(ms);
  return ready() ? look(also) : null;
};
