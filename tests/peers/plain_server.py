"""A real local server over plain HTTP, for clients that know nothing of the rehearsal's certificates."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from optout.rehearsal.web import free_listener


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """Its address, without a slash at the end, while it answers."""
    listener = free_listener()
    config = uvicorn.Config(app, lifespan="off", log_config=None, ws="none", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    # The listener takes connections from now on; they wait until the server is up.
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive(), "the server did not stop"
