// The page as plain data.
const MAX_TEXT = 200000;
const MAX_ROOTS = 50;
// What querySelector and innerText leave out: open shadow trees, and shown frames of the same origin.
const roots = () => {
  const found = [];
  visit(document, (node) => {
    const inner = node.nodeType === 1 && found.length < MAX_ROOTS ? inside(node) : null;
    if (inner && (node.shadowRoot || shown(node))) found.push(inner);
  }, { nodes: MAX_NODES }, 0);
  return found;
};
const said = (root) => Array.from(root.children).filter((one) => one.checkVisibility && one.checkVisibility())
  .map((one) => one.innerText).join("\n");
const every = (places, selector) => places.flatMap((root) => Array.from(root.querySelectorAll(selector)));
const frames = (places) => {
  const found = every(places, "iframe").filter(shown).map((one) => one.src.slice(0, 300)).filter(Boolean);
  every(places, ".g-recaptcha, .h-captcha, .cf-turnstile, #challenge-form").forEach((one) => {
    if (attribute(one, "data-size") !== "invisible") found.push("marker:" + (one.className || one.id));
  });
  return found.slice(0, 50);
};
const LIVELY = "script, iframe, frame, object, embed, [onload], meta[http-equiv=refresh i]";
const still = () => document.readyState === "complete" && !document.querySelector(LIVELY);
// `also`: what selectors find is read in the same moment as the controls.
const look = (also = []) => {
  const forms = Array.from(document.querySelectorAll("form"));
  const heard = listen();
  const inner = roots(), places = [document, ...inner];
  const controls = all(), numbers = new Map(controls.map((one, at) => [one, at]));
  const heads = every(places, "h1, h2, h3").slice(0, 200);
  return {
    url: location.href, title: document.title,
    headings: heads.map((one) => tidy(one.innerText)).filter(Boolean),
    text: [document.body ? document.body.innerText : "", ...inner.map(said)].join("\n").trim().slice(0, MAX_TEXT),
    frames: frames(places), still: still(),
    controls: controls.map((one) => describe(one, forms, heard)),
    found: also.map((one) => seek(one, numbers)),
  };
};
