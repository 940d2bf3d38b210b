// What a control is called: its accessible name, its group, its choices.
const MAX_OPTIONS = 400;
const referenced = (element, name) => tidy(attribute(element, name).split(/\s+/).filter(Boolean)
  .map((id) => (byId(rootOf(element), id) || {}).textContent || "").join(" "));
const wording = (label, element) => {
  const copy = label.cloneNode(true);
  copy.querySelectorAll("input, select, textarea, button, script, style").forEach((one) => one.remove());
  return copy.textContent;
};
const labelOf = (element) => {
  const named = referenced(element, "aria-labelledby") || tidy(attribute(element, "aria-label"));
  if (named) return named;
  if (["submit", "button", "reset"].includes(element.type) && element.tagName === "INPUT")
    return tidy(element.value || (element.type === "submit" ? "Submit" : ""));
  if (element.matches(LISTED)) return tidy(Array.from(element.labels || []).map((one) => one.textContent).join(" "));
  if (["BUTTON", "A"].includes(element.tagName) || attribute(element, "role") === "button")
    return tidy(element.innerText || attribute(element, "title"));
  const labels = tidy(Array.from(element.labels || []).map((one) => wording(one, element)).join(" "));
  return labels || tidy(attribute(element, "alt") || attribute(element, "title"));
};
const groupOf = (element) => {
  if (element.type !== "radio") return "";
  const around = element.closest("fieldset, [role=radiogroup]");
  if (!around) return "";
  const legend = around.querySelector("legend");
  return tidy(legend ? legend.textContent : "")
    || referenced(around, "aria-labelledby") || tidy(attribute(around, "aria-label"));
};
const drawnOptions = (element) => element.matches(LISTED) && attribute(element, "aria-controls")
  ? choices(element).map((one) => [tidy(one.textContent), attribute(one, "data-value")]) : [];
const optionsOf = (element) => element.tagName !== "SELECT" ? drawnOptions(element) :
  Array.from(element.options).filter((one) => !one.disabled).slice(0, MAX_OPTIONS)
    .map((one) => [tidy(one.text), one.value]);
