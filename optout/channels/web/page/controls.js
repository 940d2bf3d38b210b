// One control as plain data, and where pressing it leads.
const leads = (element, form) => {
  if (element.tagName === "A") return { action: absolute(attribute(element, "href")), method: "get",
    target: attribute(element, "target"), enctype: "" };
  if (!form) return { action: "", method: "get", target: "", enctype: "" };
  const own = (name) => attribute(element, "form" + name) || attribute(form, name);
  return { action: absolute(own("action")), method: (own("method") || "get").toLowerCase(),
    target: own("target"), enctype: own("enctype").toLowerCase() };
};
// The boxes around a control of no form, the innermost first: each has a number of its own.
const MAX_AROUND = 12;
const lineOf = (element, form, numbers) => {
  const line = [];
  if (form || nameOf(element) === "A") return line;
  for (let at = parentOf(element); at && line.length < MAX_AROUND; at = parentOf(at)) {
    if (!numbers.has(at)) numbers.set(at, numbers.size);
    line.push(numbers.get(at));
  }
  return line;
};
const numbered = (form, forms) => {
  if (!form) return -1;
  return forms.includes(form) ? forms.indexOf(form) : forms.push(form) - 1;
};
// What people see as its label, where the accessible name is given otherwise.
const shownLabelOf = (element, near, lead) => {
  if (!fits(element, "[aria-label], [aria-labelledby]") || !fits(element, FILLED)) return "";
  const labels = Array.from(element.labels || []).filter(shown).map((one) => wording(one, element));
  return tidy(labels.join(" ")) || (near === lead ? "" : near);
};
const describe = (element, forms, heard) => {
  const form = element.form || element.closest("form"), label = labelOf(element), group = groupOf(element);
  const around = surroundings(element, heard);
  const starred = /\*|\(required\)/i.test(label + group);
  return {
    tag: tagOf(element), type: typeOf(element), name: attribute(element, "name"), id: element.id,
    autocomplete: attribute(element, "autocomplete").toLowerCase(),
    label, group, placeholder: tidy(attribute(element, "placeholder")),
    required: Boolean(element.required) || attribute(element, "aria-required") === "true" || starred,
    checked: Boolean(element.checked), visible: visible(element), options: optionsOf(element), form: numbered(form, forms),
    value: ["password", "file"].includes(element.type) ? "" : String(element.value || "").slice(0, 2000),
    language: topOf(document).lang || "", pattern: attribute(element, "pattern"),
    maxLength: element.maxLength > 0 && element.maxLength < 100000 ? element.maxLength : 0,
    shownLabel: shownLabelOf(element, around.near, around.lead), around: lineOf(element, form, heard.boxes),
    ...around, ...leads(element, form),
  };
};
