// Whether a control is shown to people and can be used by them.
const shown = (element) => {
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const box = element.getBoundingClientRect();
  if (box.width < 3 || box.height < 3) return false;
  const left = box.left + scrollX, top = box.top + scrollY;
  return left + box.width > 0 && top + box.height > 0 && !clipped(element, box);
};
const clipped = (element, box) => {
  for (let at = element; at && at !== document.body; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (/rect\(0|inset\((50|100)%/.test(style.clip + style.clipPath)) return true;
    if (at === element || style.overflow === "visible") continue;
    const outer = at.getBoundingClientRect();
    if (outer.width < 3 || outer.height < 3) return true;
    if (style.overflow === "hidden" && (box.left >= outer.right || box.right <= outer.left)) return true;
  }
  return false;
};
const floats = (element) => {
  for (let at = element; at; at = at.parentElement) {
    if (["fixed", "sticky"].includes(getComputedStyle(at).position)) return true;
  }
  return false;
};
// What a person would hit in the middle of a control. One to fill that is outside the window is
// scrolled to and back before anything is drawn.
const hit = (element) => {
  const view = element.ownerDocument.defaultView, left = view.scrollX, top = view.scrollY;
  const at = () => {
    const box = element.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const [x, y] = at();
  const inside = x >= 0 && y >= 0 && x < view.innerWidth && y < view.innerHeight;
  if (inside || !element.matches(FILLED)) return element.getRootNode().elementFromPoint(x, y);
  view.scrollTo({ left: left + x - view.innerWidth / 2, top: top + y - view.innerHeight / 2, behavior: "instant" });
  const found = element.getRootNode().elementFromPoint(...at());
  view.scrollTo({ left, top, behavior: "instant" });
  return found;
};
// Covered by something that scrolls with the page; a floating banner is in a person's way too,
// but it moves aside, so it makes no control a trap.
const covered = (element) => {
  const top = hit(element);
  if (!top || element.contains(top) || top.contains(element)) return false;
  const label = top.closest("label");
  return !(label && label.control === element) && !floats(top);
};
const usable = (element) => {
  if (element.matches(":disabled") || element.readOnly) return false;
  if (element.closest("[aria-hidden=true], [inert]")) return false;
  return !(attribute(element, "tabindex") === "-1" && attribute(element, "autocomplete") === "off");
};
const visible = (element) => {
  if (!usable(element)) return false;
  if (shown(element)) return !covered(element);
  const ticked = ["checkbox", "radio"].includes(element.type);
  return ticked && Array.from(element.labels || []).some(shown);
};
