const MIN_OPACITY = 0.1, MAX_RIGHT = 5000;
// Whether a control is shown to people and can be used by them.
const shown = (element) => {
  if (!seenAtAll(element, { opacityProperty: true, visibilityProperty: true })) return false;
  const box = boxOf(element);
  if (box.width < 3 || box.height < 3) return false;
  const left = box.left + scrollX, top = box.top + scrollY;
  if (left > innerWidth + MAX_RIGHT || left + box.width <= 0 || top + box.height <= 0) return false;
  return !clipped(element, box) && !faint(element);
};
// Of next to no opacity, or fixed where no scrolling leads.
const faint = (element) => {
  let opacity = 1;
  for (let at = element; at; at = parentOf(at)) {
    const style = getComputedStyle(at), filtered = /opacity\(([\d.]+)\)/.exec(style.filter);
    opacity *= style.opacity * (filtered ? filtered[1] : 1);
    if (opacity < MIN_OPACITY) return true;
    const view = viewOf(documentOf(at));
    if (style.position === "fixed" && view && boxOf(element).left >= view.innerWidth) return true;
  }
  return false;
};
const clipped = (element, box) => {
  for (let at = element; at && at !== bodyOf(document); at = parentOf(at)) {
    const style = getComputedStyle(at);
    if (/rect\(0|inset\((50|100)%|(circle|ellipse)\(0(px|%)?[ )]/.test(style.clip + style.clipPath)) return true;
    if (at === element || style.overflow === "visible") continue;
    const outer = boxOf(at);
    if (outer.width < 3 || outer.height < 3) return true;
    if (style.overflow === "hidden" && (box.left >= outer.right || box.right <= outer.left)) return true;
  }
  return false;
};
const floats = (element) => {
  for (let at = element; at; at = parentOf(at)) {
    if (["fixed", "sticky"].includes(getComputedStyle(at).position)) return true;
  }
  return false;
};
// What a person would hit in the middle of a control. One to fill that is outside the window is
// scrolled to and back before anything is drawn.
const hit = (element) => {
  const view = viewOf(documentOf(element)), left = view.scrollX, top = view.scrollY;
  const at = () => {
    const box = element.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const [x, y] = at();
  const inside = x >= 0 && y >= 0 && x < view.innerWidth && y < view.innerHeight;
  if (inside || !element.matches(FILLED)) return atPoint(rootOf(element), x, y);
  view.scrollTo({ left: left + x - view.innerWidth / 2, top: top + y - view.innerHeight / 2, behavior: "instant" });
  const found = atPoint(rootOf(element), ...at());
  view.scrollTo({ left, top, behavior: "instant" });
  return found;
};
// Covered by something that scrolls with the page; a floating banner is in a person's way too,
// but it moves aside, so it makes no control a trap.
const covered = (element) => {
  const top = hit(element);
  if (!top || holds(element, top) || holds(top, element)) return false;
  const label = nearest(top, "label");
  return !(label && label.control === element) && !floats(top);
};
const usable = (element) => {
  if (fits(element, ":disabled") || element.readOnly === true) return false;
  if (nearest(element, "[aria-hidden=true], [inert]")) return false;
  return !(attribute(element, "tabindex") === "-1" && attribute(element, "autocomplete") === "off");
};
const visible = (element) => {
  if (!usable(element)) return false;
  if (shown(element)) return !covered(element);
  const ticked = ["checkbox", "radio"].includes(element.type);
  return ticked && Array.from(element.labels || []).some(shown);
};
