// The page as plain data.
const MAX_TEXT = 200000;
const MAX_ROOTS = 50;
// What querySelector and innerText leave out: open shadow trees, and shown frames of the same origin.
const roots = () => {
  const found = [];
  visit(document, (node) => {
    const inner = kindOf(node) === 1 && found.length < MAX_ROOTS ? inside(node) : null;
    if (inner && (shadowOf(node) || shown(node))) found.push(inner);
  }, { nodes: MAX_NODES }, 0);
  return found;
};
const said = (root) => Array.from(childrenOf(root)).filter((one) => one.checkVisibility && one.checkVisibility())
  .map((one) => one.innerText).join("\n");
const every = (places, selector) => places.flatMap((root) => findAll(root, selector));
const frames = (places) => {
  const found = every(places, "iframe").filter(shown).map((one) => one.src.slice(0, 300)).filter(Boolean);
  every(places, ".g-recaptcha, .h-captcha, .cf-turnstile, #challenge-form").forEach((one) => {
    if (attribute(one, "data-size") !== "invisible") found.push("marker:" + (one.className || one.id));
  });
  return found.slice(0, 50);
};
const LIVELY = "script, iframe, frame, object, embed, [onload], meta[http-equiv=refresh i]";
const still = () => stateOf(document) === "complete" && !findOne(document, LIVELY);
const SCORED = "script[src*='/recaptcha/'][src*='render=']:not([src*='render=explicit'], [src*='render=onload'])";
// `also`: what selectors find is read in the same moment as the controls.
const look = (also = [], however = false) => {
  const controls = all(), forms = findAll(document, "form");
  if (controls.crowded && !however) return { crowded: true };
  const heard = listen();
  const inner = roots(), places = [document, ...inner];
  const numbers = new Map(controls.map((one, at) => [one, at]));
  const heads = every(places, "h1, h2, h3").slice(0, 200);
  return {
    url: location.href, title: titleOf(document),
    headings: heads.map((one) => tidy(one.innerText)).filter(Boolean),
    text: [bodyOf(document) ? bodyOf(document).innerText : "", ...inner.map(said)].join("\n").trim().slice(0, MAX_TEXT),
    frames: frames(places), still: still(), document: performance.timeOrigin,
    scored: every(places, SCORED).length > 0,
    controls: controls.map((one) => describe(one, forms, heard)),
    found: also.map((one) => seek(one, numbers)),
  };
};
