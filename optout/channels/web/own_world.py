"""The script of ours in a page, in a world of its own: the same page, but none of its script's changes.

What a page does to its arrays, its functions or its properties, it does to its own; of ours it can
neither see nor change anything.
"""

import asyncio
from typing import Any

from playwright.async_api import CDPSession

from optout.channels.web.page_script import PAGE_SCRIPT
from optout.http import Unanswered
from optout.requests.failures import Failure

_NAME = "optout"
_SOURCE = f"globalThis.ask = {PAGE_SCRIPT};"
_CALL = "function (request) { return globalThis.ask(request); }"

_Event = dict[str, Any]


class OwnWorld:
    """``documents`` counts those that the page has shown. Nothing is asked of one that is gone."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session
        self._frame: str | None = None
        self._id: str | None = None
        self._is_there = asyncio.Event()
        self.documents = 0

    async def start(self) -> None:
        """Before the page's first address is opened: its own first document has no such world."""
        self._session.on("Runtime.executionContextCreated", self._on_created)
        self._session.on("Runtime.executionContextDestroyed", self._on_destroyed)
        self._session.on("Runtime.executionContextsCleared", lambda _: self._lose())
        script = {"source": _SOURCE, "worldName": _NAME}
        await asyncio.gather(
            self._session.send("Page.addScriptToEvaluateOnNewDocument", script),
            self._session.send("Runtime.enable"),
        )

    async def ask(self, request: _Event) -> Any:
        """The script's answer, once there is a document to ask.

        Raises Playwright's ``Error`` where the document goes away meanwhile, and ``Unanswered``
        (layout-unknown) where the page is such that the script fails on it.
        """
        await self._is_there.wait()
        answer = await self._session.send(
            "Runtime.callFunctionOn",
            {
                "functionDeclaration": _CALL,
                "uniqueContextId": self._id,
                "arguments": [{"value": request}],
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        if "exceptionDetails" in answer:
            raise Unanswered(Failure.LAYOUT_UNKNOWN, "the page could not be read")
        return answer["result"].get("value")

    def _on_created(self, event: _Event) -> None:
        context = event["context"]
        if context["name"] != _NAME:
            return
        frame = context["auxData"]["frameId"]
        self._frame = self._frame or frame
        if frame == self._frame:
            self._id = context["uniqueId"]
            self.documents += 1
            self._is_there.set()

    def _on_destroyed(self, event: _Event) -> None:
        if event.get("executionContextUniqueId") == self._id:
            self._lose()

    def _lose(self) -> None:
        self._id = None
        self._is_there.clear()
