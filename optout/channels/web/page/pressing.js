// Where the mouse has to be to press a control, and pressing without a mouse.
const frameAt = (element) => {
  const at = { left: 0, top: 0 };
  for (let inner = element.ownerDocument; inner !== document; inner = inner.defaultView.frameElement.ownerDocument) {
    const box = inner.defaultView.frameElement.getBoundingClientRect();
    at.left += box.left;
    at.top += box.top;
  }
  return at;
};
const aim = (wanted) => {
  const element = find(wanted);
  if (!element || element.matches(":disabled")) return null;
  element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const box = element.getBoundingClientRect();
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  const top = element.getRootNode().elementFromPoint(x, y), frame = frameAt(element);
  return { x: x + frame.left, y: y + frame.top, free: Boolean(top && (element.contains(top) || top.contains(element))) };
};
const press = (wanted) => {
  const element = find(wanted);
  if (element) element.click();
  return Boolean(element);
};
