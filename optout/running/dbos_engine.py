"""Durable execution by DBOS: one workflow per claimed batch, on SQLite or PostgreSQL.

A workflow here has no steps of its own: every request in it stores its intent before and its
outcome after, so running the whole batch again after a crash repeats nothing. DBOS stores ids
only; no personal data reaches its tables.
"""

import logging
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from dbos import DBOS, DBOSConfig, SetWorkflowID
from dbos import WorkflowHandle as Handle

from optout.errors import OptoutError, StorageFailure
from optout.running.engine import RunBatch, batches_at_once
from optout.storage.claim import Batch
from optout.storage.private_file import make_private

_APPLICATION_VERSION = "optout-batches-1"  # pinned: it would follow the code's hash otherwise
_DELETE_AFTER = 200  # finished workflows, about 1 KB each


class DbosEngine:
    """The engine in production. One per process: DBOS keeps global state."""

    def __init__(self, system_database: str, executor: str, at_once: int | None = None) -> None:
        """``executor`` must be unique among running processes and stable for each of them.

        ``at_once`` None: as many batches as suit this machine.
        """
        self.at_once = at_once or batches_at_once()
        self._config: DBOSConfig = {
            "name": "optout",
            "system_database_url": system_database,
            "application_version": _APPLICATION_VERSION,
            "executor_id": executor,
            "log_level": "CRITICAL",
            "console_log_level": "CRITICAL",
            "run_migrations": True,
            "max_executor_threads": self.at_once + 2,
        }
        self._running: dict[Future[None], str] = {}
        self._waiting = ThreadPoolExecutor(self.at_once, thread_name_prefix="batch")
        self._done: list[str] = []
        self._run: RunBatch = _not_started
        self._failures: dict[str, BaseException] = {}

    def start(self, run: RunBatch) -> None:
        self._run = run
        self._close_to_others()
        logging.getLogger("dbos").setLevel(logging.CRITICAL)
        DBOS(config=self._config)

        def run_batch(provider: str, lease: str, requests: list[str]) -> None:
            self._run_batch(provider, lease, requests)

        self._workflow = DBOS.workflow(name="run_batch")(run_batch)
        DBOS.launch()
        self._wait_for_recovered()

    def _close_to_others(self) -> None:
        """DBOS would make its SQLite file readable to everybody on the machine."""
        url = str(self._config["system_database_url"])
        if not url.startswith("sqlite:///"):
            return
        try:
            make_private(Path(url.removeprefix("sqlite:///")))
        except OSError:
            raise StorageFailure(
                "The engine's database cannot be written.", todo="Check the folder."
            ) from None

    def _wait_for_recovered(self) -> None:
        """What an earlier process left runs again by itself; it is in flight like any other batch."""
        left = DBOS.list_workflows(
            name="run_batch",
            executor_id=self._config["executor_id"],
            status=["PENDING", "ENQUEUED"],
            load_input=False,
            load_output=False,
        )
        for workflow in left:
            handle: Handle[Any] = DBOS.retrieve_workflow(workflow.workflow_id)
            self._watch(handle, workflow.workflow_id)

    @property
    def in_flight(self) -> int:
        return len(self._running)

    def dispatch(self, batch: Batch) -> None:
        with SetWorkflowID(batch.lease):
            handle: Handle[Any] = DBOS.start_workflow(
                self._workflow, batch.provider, batch.lease, list(batch.requests)
            )
        self._watch(handle, batch.lease)

    def _watch(self, handle: "Handle[Any]", lease: str) -> None:
        self._running[self._waiting.submit(self._await, handle)] = lease

    def wait_for_one(self) -> None:
        finished, _ = wait(self._running, return_when=FIRST_COMPLETED)
        for future in finished:
            lease = self._running.pop(future)
            self._done.append(lease)
            self._tidy(_DELETE_AFTER)
            future.result()
            if lease in self._failures:
                raise self._failures.pop(lease)

    def close(self) -> None:
        """Ends when every batch has; DBOS need not wait for them again, which takes it a second."""
        self._waiting.shutdown(wait=True)
        self._tidy(1)
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=0)

    def _run_batch(self, provider: str, lease: str, requests: list[str]) -> None:
        try:
            self._run(Batch(provider, lease, tuple(requests)))
        except Exception as error:
            # Kept here, not in DBOS's tables: a message might say more than an id.
            self._failures[lease] = error

    def _await(self, handle: "Handle[Any]") -> None:
        try:
            handle.get_result(polling_interval_sec=0.05)
        except OptoutError:
            raise
        except Exception as error:
            raise StorageFailure(
                f"The engine could not finish a batch ({type(error).__name__})."
            ) from None

    def _tidy(self, at_least: int) -> None:
        if len(self._done) >= at_least:
            DBOS.delete_workflows(self._done)
            self._done.clear()


def _not_started(_batch: Batch) -> None:
    raise RuntimeError("the engine was not started")
