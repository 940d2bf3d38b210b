// The page as plain data.
const MAX_TEXT = 200000;
const frames = () => {
  const found = Array.from(document.querySelectorAll("iframe")).filter(shown)
    .map((one) => one.src.slice(0, 300)).filter(Boolean);
  document.querySelectorAll(".g-recaptcha, .h-captcha, .cf-turnstile, #challenge-form").forEach((one) => {
    if (attribute(one, "data-size") !== "invisible") found.push("marker:" + (one.className || one.id));
  });
  return found.slice(0, 50);
};
const LIVELY = "script, iframe, frame, object, embed, [onload], meta[http-equiv=refresh i]";
const still = () => document.readyState === "complete" && !document.querySelector(LIVELY);
const look = () => {
  const forms = Array.from(document.querySelectorAll("form"));
  const heard = listen();
  const heads = Array.from(document.querySelectorAll("h1, h2, h3")).slice(0, 200);
  return {
    url: location.href, title: document.title,
    headings: heads.map((one) => tidy(one.innerText)).filter(Boolean),
    text: (document.body ? document.body.innerText : "").slice(0, MAX_TEXT),
    frames: frames(), controls: all().map((one) => describe(one, forms, heard)), still: still(),
  };
};
