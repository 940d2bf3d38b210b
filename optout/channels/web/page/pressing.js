// Where the mouse has to be to press a control, and pressing without a mouse.
const frameAt = (element) => {
  const at = { left: 0, top: 0 };
  for (let inner = documentOf(element); inner !== document; inner = documentOf(viewOf(inner).frameElement)) {
    const box = boxOf(viewOf(inner).frameElement);
    at.left += box.left;
    at.top += box.top;
  }
  return at;
};
const isIn = (around, element) => {
  const outer = matches(around.sought)[0];
  return Boolean(outer && (holds(outer, element) || holds(element, outer)))
    && described([outer], new Map()).text === around.text;
};
const findIn = (wanted) => {
  const element = find(wanted);
  return element && wanted.around && !isIn(wanted.around, element) ? null : element;
};
const aim = (wanted) => {
  const element = findIn(wanted);
  if (!element || fits(element, ":disabled")) return null;
  intoView(element, { block: "center", inline: "center", behavior: "instant" });
  const box = boxOf(element);
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  const top = atPoint(rootOf(element), x, y), frame = frameAt(element);
  return { x: x + frame.left, y: y + frame.top, free: Boolean(top && (holds(element, top) || holds(top, element))) };
};
const press = (wanted) => {
  const element = findIn(wanted);
  if (element) element.click();
  return Boolean(element);
};
