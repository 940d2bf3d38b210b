// The page's nodes and controls, in the order of the page.
const MAX_CONTROLS = 1500, MAX_NODES = 150000, MAX_DEPTH = 20;
const LISTED = ":is([role=combobox], [aria-haspopup=listbox]):not(input, select, textarea, a, form)";
const SELECTOR = "input, select, textarea, button, [role=button]:not(form), a[href], " + LISTED;
const tidy = (text) => (text || "").replace(/\s+/g, " ").trim().slice(0, 300);
const attribute = (element, name) => given(element, name) || "";

// Nodes in the order of the page, open shadow trees and frames of the same origin included.
const inside = (element) => {
  if (shadowOf(element)) return shadowOf(element);
  if (!["IFRAME", "FRAME"].includes(nameOf(element))) return null;
  try { return element.contentDocument; } catch { return null; }
};
const visit = (root, see, left, depth) => {
  const walker = walking(document, root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && left.nodes > 0; node = walker.nextNode()) {
    left.nodes -= 1;
    see(node);
    const inner = kindOf(node) === 1 && depth < MAX_DEPTH ? inside(node) : null;
    if (inner) visit(inner, see, left, depth + 1);
  }
};
const all = () => {
  const found = [], counts = { links: 0, others: 0 };
  visit(document, (node) => {
    if (kindOf(node) !== 1 || !fits(node, SELECTOR)) return;
    const kind = nameOf(node) === "A" ? "links" : "others";
    if ((counts[kind] += 1) <= MAX_CONTROLS) found.push(node);
  }, { nodes: MAX_NODES }, 0);
  found.crowded = counts.others > MAX_CONTROLS;
  return found;
};
const absolute = (address) => {
  try { return new URL(address, baseOf(document)).href; } catch { return "invalid:"; }
};

const tagOf = (element) => {
  if (element.matches(LISTED)) return "combobox";
  const tag = element.tagName.toLowerCase();
  return tag === "div" || attribute(element, "role") === "button" ? "button" : tag;
};
const typeOf = (element) => {
  const tag = element.matches(LISTED) ? "" : element.tagName.toLowerCase();
  return tag === "input" || tag === "button" ? element.type : "";
};
const signature = (element) =>
  [tagOf(element), typeOf(element), attribute(element, "name"), element.id].join("|");
