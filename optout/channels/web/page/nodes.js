// The page's nodes and controls, in the order of the page.
const MAX_CONTROLS = 1500, MAX_NODES = 150000, MAX_DEPTH = 20;
const LISTED = ":is([role=combobox], [aria-haspopup=listbox]):not(input, select, textarea, a)";
const SELECTOR = "input, select, textarea, button, [role=button], a[href], " + LISTED;
const tidy = (text) => (text || "").replace(/\s+/g, " ").trim().slice(0, 300);
const attribute = (element, name) => element.getAttribute(name) || "";

// Nodes in the order of the page, open shadow trees and frames of the same origin included.
const inside = (element) => {
  if (element.shadowRoot) return element.shadowRoot;
  if (!["IFRAME", "FRAME"].includes(element.tagName)) return null;
  try { return element.contentDocument; } catch { return null; }
};
const visit = (root, see, left, depth) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && left.nodes > 0; node = walker.nextNode()) {
    left.nodes -= 1;
    see(node);
    const inner = node.nodeType === 1 && depth < MAX_DEPTH ? inside(node) : null;
    if (inner) visit(inner, see, left, depth + 1);
  }
};
const all = () => {
  const found = [], counts = { links: 0, others: 0 };
  visit(document, (node) => {
    if (node.nodeType !== 1 || !node.matches(SELECTOR)) return;
    const kind = node.tagName === "A" ? "links" : "others";
    if ((counts[kind] += 1) <= MAX_CONTROLS) found.push(node);
  }, { nodes: MAX_NODES }, 0);
  return found;
};
const absolute = (address) => {
  try { return new URL(address, document.baseURI).href; } catch { return "invalid:"; }
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
