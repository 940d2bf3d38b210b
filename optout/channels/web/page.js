// The one script that runs in a provider's page: reads it, fills controls, aims at a button.
// A page is hostile: nothing is stored on it, and every use of an index is checked against a
// signature, because the page may have changed since it was read.
(request) => {
  const MAX_CONTROLS = 1500, MAX_TEXT = 200000, MAX_OPTIONS = 400, MAX_NODES = 150000, MAX_DEPTH = 20;
  const SELECTOR = "input, select, textarea, button, [role=button], a[href]";
  const tidy = (text) => (text || "").replace(/\s+/g, " ").trim().slice(0, 300);
  const attribute = (element, name) => element.getAttribute(name) || "";

  // Nodes in the order of the page, open shadow trees and frames of the same origin included.
  const inside = (element) => {
    if (element.shadowRoot) return element.shadowRoot;
    if (!["IFRAME", "FRAME"].includes(element.tagName)) return null;
    try { return element.contentDocument; } catch { return null; }
  };
  const visit = (root, see, left, depth) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node && left.nodes > 0; node = walker.nextNode()) {
      left.nodes -= 1;
      see(node);
      const inner = node.nodeType === 1 && depth < MAX_DEPTH ? inside(node) : null;
      if (inner) visit(inner, see, left, depth + 1);
    }
  };
  const all = () => {
    const found = [], counts = { links: 0, others: 0 };
    visit(document, (node) => {
      if (node.nodeType !== 1 || !node.matches(SELECTOR)) return;
      const kind = node.tagName === "A" ? "links" : "others";
      if ((counts[kind] += 1) <= MAX_CONTROLS) found.push(node);
    }, { nodes: MAX_NODES }, 0);
    return found;
  };
  const absolute = (address) => {
    try { return new URL(address, document.baseURI).href; } catch { return "invalid:"; }
  };

  const typeOf = (element) => {
    const tag = element.tagName.toLowerCase();
    return tag === "input" || tag === "button" ? element.type : "";
  };
  const signature = (element) =>
    [element.tagName.toLowerCase(), typeOf(element), attribute(element, "name"), element.id].join("|");

  const shown = (element) => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    if (box.width < 3 || box.height < 3) return false;
    const left = box.left + scrollX, top = box.top + scrollY;
    return left + box.width > 0 && top + box.height > 0 && !clipped(element, box);
  };
  const clipped = (element, box) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (/rect\(0|inset\((50|100)%/.test(style.clip + style.clipPath)) return true;
      if (at === element || style.overflow === "visible") continue;
      const outer = at.getBoundingClientRect();
      if (outer.width < 3 || outer.height < 3) return true;
      if (style.overflow === "hidden" && (box.left >= outer.right || box.right <= outer.left)) return true;
    }
    return false;
  };
  const floats = (element) => {
    for (let at = element; at; at = at.parentElement) {
      if (["fixed", "sticky"].includes(getComputedStyle(at).position)) return true;
    }
    return false;
  };
  // Covered by something that scrolls with the page; a floating banner is in a person's way too,
  // but it moves aside, so it makes no control a trap.
  const covered = (element) => {
    const box = element.getBoundingClientRect();
    const top = element.getRootNode().elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (!top || element.contains(top) || top.contains(element)) return false;
    const label = top.closest("label");
    return !(label && label.control === element) && !floats(top);
  };
  const usable = (element) => {
    if (element.matches(":disabled") || element.readOnly) return false;
    if (element.closest("[aria-hidden=true], [inert]")) return false;
    return !(attribute(element, "tabindex") === "-1" && attribute(element, "autocomplete") === "off");
  };
  const visible = (element) => {
    if (!usable(element)) return false;
    if (shown(element)) return !covered(element);
    const ticked = ["checkbox", "radio"].includes(element.type);
    return ticked && Array.from(element.labels || []).some(shown);
  };

  const referenced = (element, name) => tidy(attribute(element, name).split(/\s+/).filter(Boolean)
    .map((id) => (element.getRootNode().getElementById(id) || {}).textContent || "").join(" "));
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
  const optionsOf = (element) => element.tagName !== "SELECT" ? [] :
    Array.from(element.options).filter((one) => !one.disabled).slice(0, MAX_OPTIONS)
      .map((one) => [tidy(one.text), one.value]);


  // The words around: beside a control (in a box of its own), before it, and the heading above it.
  const FILLED = "select, textarea, input:not([type=hidden i], [type=submit i], [type=button i], [type=reset i], "
    + "[type=image i])";
  const SILENT = "script, style, noscript, template, select, textarea, button, svg";
  const BLOCKS = "h1, h2, h3, h4, h5, h6, legend, p, div, td, th, tr, li, dt, dd, table, form, section, label, body";
  const NEAR = 100, LEVELS = 6;
  const listen = () => {
    const heard = { lead: new Map(), section: new Map(), held: new Map() };
    let since = "", block = null, section = "";
    const read = (text) => {
      if (!text.data.trim() || text.parentElement?.closest(SILENT)) return;
      const around = text.parentElement ? text.parentElement.closest(BLOCKS) : null;
      since = around === block ? since + " " + text.data.slice(0, 300) : text.data.slice(0, 300);
      block = around;
    };
    const keep = (element) => {
      heard.lead.set(element, tidy(since));
      heard.section.set(element, section);
      since = "";
      let around = element.parentElement;
      for (let level = 0; around && level < LEVELS; level += 1, around = around.parentElement)
        heard.held.set(around, (heard.held.get(around) || 0) + 1);
    };
    visit(document, (node) => {
      if (node.nodeType === 3) return read(node);
      if (node.matches(FILLED)) keep(node);
      else if (/^(H[1-6]|LEGEND)$/.test(node.tagName)) section = tidy(node.textContent);
      else if (node.tagName === "BR") block = node;
    }, { nodes: MAX_NODES }, 0);
    return heard;
  };
  const spoken = (around) => {
    const walker = document.createTreeWalker(around, NodeFilter.SHOW_TEXT);
    let text = "";
    for (let node = walker.nextNode(); node && text.length <= 4 * NEAR; node = walker.nextNode())
      if (node.data.trim() && !node.parentElement.closest(SILENT)) text += " " + node.data;
    return tidy(text);
  };
  const beside = (element, held) => {
    let found = "", around = element.parentElement;
    for (let level = 0; around && level < LEVELS; level += 1, around = around.parentElement) {
      if (held.get(around) !== 1 || ["BODY", "HTML"].includes(around.tagName)) break;
      const text = spoken(around);
      if (text.length > NEAR) break;
      found = text;
    }
    return found || columnHead(element);
  };
  const columnHead = (element) => {
    const cell = element.closest("td"), row = cell && cell.parentElement, table = cell && cell.closest("table");
    const first = table && table.rows[0];
    if (!first || first === row || first.cells.length !== row.cells.length) return "";
    const head = first.cells[cell.cellIndex];
    return head && head.tagName === "TH" && cell.querySelectorAll(FILLED).length === 1 ? tidy(head.textContent) : "";
  };
  const sectionOf = (element, heading) => {
    const around = element.closest("fieldset, [role=group], [role=radiogroup]");
    const legend = around && around.querySelector("legend");
    return around && (tidy(legend ? legend.textContent : "") || referenced(around, "aria-labelledby")
      || tidy(attribute(around, "aria-label"))) || heading;
  };
  const surroundings = (element, heard) => {
    if (!element.matches(FILLED)) return { near: "", lead: "", section: "" };
    const lead = (heard.lead.get(element) || "").slice(-NEAR);
    return { near: beside(element, heard.held) || lead, lead,
      section: sectionOf(element, heard.section.get(element) || "") };
  };

  const leads = (element, form) => {
    if (element.tagName === "A") return { action: absolute(attribute(element, "href")), method: "get",
      target: attribute(element, "target"), enctype: "" };
    if (!form) return { action: "", method: "get", target: "", enctype: "" };
    const own = (name) => attribute(element, "form" + name) || attribute(form, name);
    return { action: absolute(own("action")), method: (own("method") || "get").toLowerCase(),
      target: own("target"), enctype: own("enctype").toLowerCase() };
  };
  const numbered = (form, forms) => {
    if (!form) return -1;
    return forms.includes(form) ? forms.indexOf(form) : forms.push(form) - 1;
  };
  const describe = (element, forms, heard) => {
    const form = element.form || null, label = labelOf(element), group = groupOf(element);
    const starred = /\*|\(required\)/i.test(label + group);
    return {
      tag: element.tagName.toLowerCase() === "div" || attribute(element, "role") === "button"
        ? "button" : element.tagName.toLowerCase(),
      type: typeOf(element), name: attribute(element, "name"), id: element.id,
      autocomplete: attribute(element, "autocomplete").toLowerCase(),
      label, group, placeholder: tidy(attribute(element, "placeholder")),
      required: Boolean(element.required) || attribute(element, "aria-required") === "true" || starred,
      visible: visible(element), options: optionsOf(element), form: numbered(form, forms),
      value: ["password", "file"].includes(element.type) ? "" : String(element.value || "").slice(0, 2000),
      language: document.documentElement.lang || "", pattern: attribute(element, "pattern"),
      maxLength: element.maxLength > 0 && element.maxLength < 100000 ? element.maxLength : 0,
      ...surroundings(element, heard), ...leads(element, form),
    };
  };

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

  // A page is ready when it is complete, or when two seconds passed since its document was.
  const ready = () => {
    if (document.readyState === "complete") return true;
    const timing = performance.getEntriesByType("navigation")[0];
    return Boolean(timing && timing.domInteractive && performance.now() - timing.domInteractive > 2000);
  };
  const completion = (ms) => new Promise((resolve) => {
    setTimeout(resolve, ms);
    document.addEventListener("readystatechange", () => ready() && resolve());
  });
  const change = (ms) => new Promise((resolve) => {
    const watcher = new MutationObserver(() => { watcher.disconnect(); setTimeout(done, 20); });
    const done = () => { watcher.disconnect(); resolve(); };
    watcher.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    setTimeout(done, ms);
  });
  // What was read before is read again after the next change; what was not, as soon as it is ready.
  const next = async (ms, wasRead) => {
    if (!ready()) await completion(ms);
    else if (wasRead) await change(ms);
    return ready() ? look() : null;
  };

  const find = (wanted) => {
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

  switch (request.kind) {
    case "next": return next(request.ms, request.wasRead);
    case "look": return look();
    case "fill": return fill(request.entries);
    case "aim": return aim(request.target);
    case "press": return press(request.target);
  }
}
