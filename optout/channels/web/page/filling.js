// Puts values into controls, as typing and choosing would.
const find = (wanted) => {
  if (wanted.sought) return matches(wanted.sought)[wanted.nth] || null;
  const element = all()[wanted.index];
  return element && signature(element) === wanted.signature ? element : null;
};
const put = (element, entry) => {
  element.focus();
  if (["checkbox", "radio"].includes(element.type)) {
    if (!element.checked) element.click();
    return element.checked;
  }
  const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), "value").set;
  setter.call(element, entry.value);
  element.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, data: entry.value }));
  element.dispatchEvent(new Event("change", { bubbles: true }));
  element.blur();
  return element.value !== "" && (element.tagName !== "SELECT" || element.value === entry.value);
};
// Returns the place in the list of the first entry that could not be filled, or -1.
const fill = (entries) => entries.findIndex((entry) => {
  const element = find(entry);
  return !element || !visible(element) || !put(element, entry);
});
