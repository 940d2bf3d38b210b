"""A content security policy that every page of a provider gets on top of its own. Pure.

What a page loads is blocked anyway (``wire.py``), but that rule ends with the page: a beacon sent
while it is being left went out (seen in Chromium 156, 2026-11-21). This one is the document's own,
from before its first script runs, and frames that a script makes inherit it.
"""

import json

from optout.catalog.definition import Provider

_SCRIPT = """
(() => {
  if (!/^https?:/.test(location.protocol)) return;
  let applied = false;
  const apply = () => {
    if (applied || !document.head) return;
    applied = true;
    const rule = document.createElement("meta");
    rule.httpEquiv = "Content-Security-Policy";
    rule.content = %s;
    document.head.prepend(rule);
    rule.remove();
  };
  // What a page has the browser fetch beforehand is bound by no policy.
  const forget = (added) => {
    if (added.nodeName === "SCRIPT" && /speculationrules/i.test(added.type)) added.remove();
  };
  new MutationObserver((changes) => {
    apply();
    for (const change of changes) change.addedNodes.forEach(forget);
  }).observe(document, { childList: true, subtree: true });
  apply();
})();
"""


def policy_script(provider: Provider) -> str:
    """A script to run in every new document: its only way out is to the provider's known hosts."""
    return _SCRIPT % json.dumps(_policy((*provider.domains, *provider.loads_from)))


def _policy(hosts: tuple[str, ...]) -> str:
    known = " ".join(f"{name}:* *.{name}:*" for name in hosts)
    return f"default-src {known} 'unsafe-inline' 'unsafe-eval' data: blob:; object-src 'none'"
