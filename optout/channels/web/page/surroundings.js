// The words around: beside a control (in a box of its own), before it, and the heading above it.
const FILLED = "select, textarea, input:not([type=hidden i], [type=submit i], [type=button i], [type=reset i], "
  + "[type=image i])";
const SILENT = "script, style, noscript, template, select, textarea, button, svg";
const BLOCKS = "h1, h2, h3, h4, h5, h6, legend, p, div, td, th, tr, li, dt, dd, table, form, section, label, body";
const NEAR = 100, LEVELS = 6;
const listen = () => {
  const heard = { lead: new Map(), section: new Map(), held: new Map(), boxes: new Map() };
  let since = "", block = null, section = "";
  const read = (text) => {
    if (!text.data.trim() || parentOf(text) && nearest(parentOf(text), SILENT)) return;
    const around = parentOf(text) ? nearest(parentOf(text), BLOCKS) : null;
    since = around === block ? since + " " + text.data.slice(0, 300) : text.data.slice(0, 300);
    block = around;
  };
  const keep = (element) => {
    heard.lead.set(element, tidy(since));
    heard.section.set(element, section);
    since = "";
    let around = parentOf(element);
    for (let level = 0; around && level < LEVELS; level += 1, around = parentOf(around))
      heard.held.set(around, (heard.held.get(around) || 0) + 1);
  };
  visit(document, (node) => {
    if (kindOf(node) === 3) return read(node);
    if (fits(node, FILLED)) keep(node);
    else if (/^(H[1-6]|LEGEND)$/.test(nameOf(node))) section = tidy(node.textContent);
    else if (nameOf(node) === "BR") block = node;
  }, { nodes: MAX_NODES }, 0);
  return heard;
};
const spoken = (around) => {
  const walker = walking(document, around, NodeFilter.SHOW_TEXT);
  let text = "";
  for (let node = walker.nextNode(); node && text.length <= 4 * NEAR; node = walker.nextNode())
    if (node.data.trim() && !nearest(parentOf(node), SILENT)) text += " " + node.data.slice(0, 5 * NEAR);
  return tidy(text);
};
const beside = (element, held) => {
  let found = "", around = parentOf(element);
  for (let level = 0; around && level < LEVELS; level += 1, around = parentOf(around)) {
    if (held.get(around) !== 1 || ["BODY", "HTML"].includes(nameOf(around))) break;
    const text = spoken(around);
    if (text.length > NEAR) break;
    found = text;
  }
  return found || columnHead(element);
};
const columnHead = (element) => {
  const cell = element.closest("td"), row = cell && cell.parentElement, table = cell && cell.closest("table");
  const first = table && table.rows[0];
  if (!first || first === row || first.cells.length !== row.cells.length) return "";
  const head = first.cells[cell.cellIndex];
  return head && head.tagName === "TH" && cell.querySelectorAll(FILLED).length === 1 ? tidy(head.textContent) : "";
};
const sectionOf = (element, heading) => {
  const around = element.closest("fieldset, [role=group], [role=radiogroup]");
  const legend = around && findOne(around, "legend");
  return around && (tidy(legend ? legend.textContent : "") || referenced(around, "aria-labelledby")
    || tidy(attribute(around, "aria-label"))) || heading;
};
const surroundings = (element, heard) => {
  if (!element.matches(FILLED)) return { near: "", lead: "", section: "" };
  const lead = (heard.lead.get(element) || "").slice(-NEAR);
  return { near: beside(element, heard.held) || lead, lead,
    section: sectionOf(element, heard.section.get(element) || "") };
};
