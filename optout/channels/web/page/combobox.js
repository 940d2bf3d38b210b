// Lists that a page draws itself: opened, waited for, and the fitting choice pressed as a person would.
const PATIENCE = 2000, SUGGESTING = 600, STEP = 50;
const popup = (element) => {
  const ids = attribute(element, "aria-controls") || attribute(element, "aria-owns");
  const named = ids.split(/\s+/).filter(Boolean).map((id) => byId(rootOf(element), id)).find(Boolean);
  return named || findOne(rootOf(element), "[role=listbox]:not([hidden])");
};
const choices = (element) => {
  const list = popup(element);
  return list ? Array.from(list.querySelectorAll("[role=option]:not([aria-disabled=true])")).slice(0, MAX_OPTIONS) : [];
};
const same = (text) => tidy(text).toLowerCase();
const fitting = (element, spellings) => {
  const offered = choices(element).filter((one) => one.checkVisibility());
  const says = (one) => [same(one.textContent), same(attribute(one, "data-value")), same(attribute(one, "value"))];
  for (const wanted of spellings) {
    const found = offered.find((one) => says(one).includes(wanted));
    if (found) return found;
  }
  return null;
};
const strike = (element) => {
  const of = { bubbles: true, cancelable: true, composed: true, view: window, button: 0 };
  element.dispatchEvent(new PointerEvent("pointerdown", of));
  element.dispatchEvent(new MouseEvent("mousedown", of));
  element.dispatchEvent(new PointerEvent("pointerup", of));
  element.dispatchEvent(new MouseEvent("mouseup", of));
  element.click();
};
const awaited = async (element, spellings, patience) => {
  for (let waited = 0; waited < patience; waited += STEP) {
    const found = fitting(element, spellings);
    if (found || !element.isConnected) return found;
    await new Promise((resolve) => setTimeout(resolve, STEP));
  }
  return null;
};
// False where the list does not open or has no such choice; then it is closed again.
const choose = async (element, spellings) => {
  if (attribute(element, "aria-expanded") !== "true") strike(element);
  const found = await awaited(element, spellings, PATIENCE);
  if (!found) {
    element.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true }));
    return false;
  }
  found.scrollIntoView({ block: "nearest", behavior: "instant" });
  strike(found);
  return true;
};
// A box to type into with a list below: its suggestion is taken where it is exactly what was typed.
const complete = async (element, spellings) => {
  if (attribute(element, "role") !== "combobox" && attribute(element, "aria-haspopup") !== "listbox") return;
  const found = await awaited(element, spellings, SUGGESTING);
  if (found) strike(found);
};
