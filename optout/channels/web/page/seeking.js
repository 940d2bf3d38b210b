// What a definition's selectors find: CSS, also in open shadow trees and frames, or XPath.
const MAX_MATCHES = 200, MAX_SAID = 20000;
const evaluated = (path, scope) => {
  const owner = documentOf(scope) || scope;
  const found = byPath(owner, path, scope, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
  return Array.from({ length: Math.min(found.snapshotLength, MAX_MATCHES) }, (_, at) => found.snapshotItem(at));
};
const queried = (selector, scope) => {
  const found = findAll(scope, selector);
  return found.length || scope !== document ? found : every(roots(), selector);
};
const select = (selector, xpath, scope) =>
  (xpath ? evaluated(selector, scope) : queried(selector, scope))
    .filter((one) => kindOf(one) === 1).slice(0, MAX_MATCHES);
const matches = (sought) => {
  const around = sought.within && select(sought.within, sought.withinXpath, document)[sought.of];
  return select(sought.selector, sought.xpath, around || document);
};
const controlOf = (element) => {
  const label = nearest(element, "label");
  return nearest(element, SELECTOR) || (label && label.control) || null;
};
const drawn = (element) => {
  if (!seenAtAll(element, { opacityProperty: true, visibilityProperty: true })) return false;
  const box = boxOf(element);
  return box.right + scrollX >= 0 && box.bottom + scrollY >= 0 && !clipped(element, box);
};
const described = (found, places) => {
  const first = found[0], seen = found.filter(drawn);
  return {
    valid: true, count: found.length, shown: seen.length > 0,
    at: found.map((one) => places.get(controlOf(one)) ?? -1),
    usable: found.map((one) => visible(controlOf(one) || one)),
    enabled: Boolean(first) && !fits(first, ":disabled, [aria-disabled=true]"),
    text: seen.map((one) => one.innerText || "").join("\n").slice(0, MAX_SAID),
    holds: first ? Array.from(places).filter(([one]) => holds(first, one)).map(([, place]) => place) : [],
  };
};
const seek = (sought, places) => {
  try { return described(matches(sought), places); } catch {
    return { valid: false, count: 0, shown: false, at: [], usable: [], enabled: false, text: "", holds: [] };
  }
};
// Brings the first match into view; false where there is none.
const reveal = (sought) => {
  let element = null;
  try { element = matches(sought)[0]; } catch { return false; }
  if (element) intoView(element, { block: "center", inline: "center", behavior: "instant" });
  return Boolean(element);
};
