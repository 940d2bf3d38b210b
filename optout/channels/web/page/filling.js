// Puts values into controls, as typing and choosing would.
const find = (wanted) => {
  if (wanted.sought) return matches(wanted.sought)[wanted.nth] || null;
  const element = all()[wanted.index];
  return element && signature(element) === wanted.signature ? element : null;
};
const put = async (element, entry) => {
  element.focus();
  if (!visible(element)) return false;
  if (element.matches(LISTED)) return choose(element, entry.spellings);
  if (["checkbox", "radio"].includes(element.type)) {
    if (!element.checked) element.click();
    return element.checked;
  }
  element.value = entry.value;
  element.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, data: entry.value }));
  element.dispatchEvent(new Event("change", { bubbles: true }));
  await complete(element, entry.spellings);
  element.blur();
  return element.value !== "" && (element.tagName !== "SELECT" || element.value === entry.value);
};
// Returns the place in the list of the first entry that could not be filled, or -1.
const fill = async (entries) => {
  for (const [at, entry] of entries.entries()) {
    const element = find(entry);
    if (!element || !visible(element) || !(await put(element, entry))) return at;
  }
  return -1;
};
