"""A pool of worker processes that notices when one of them dies.

Each process has its own two pipes. When a process dies, the pipes are closed, even in the middle of a message, and no
other process waits for a lock that the dead process held. ``concurrent.futures`` shares pipes and locks between
processes, so it can block forever after a process is killed.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from typing import Any

from loc_align.files.worker import END, serve, signals_blocked

_AHEAD = 4
"""The maximum number of batches for each process that wait: for an earlier batch, or for the caller."""
_GRACE = 1.0
"""How long processes can take to end before they are killed, in seconds."""


class WorkerDied(Exception):  # noqa: N818 - it names what happened
    """A worker process died."""

    def __init__(self, how: str, batch: int | None, finished: list[Any]) -> None:
        """Describe the death.

        Args:
            how: what the process did, for a message.
            batch: the number of its batch; ``None`` if it had none.
            finished: the complete results that the caller has not received yet, in the order of their batches.
        """
        super().__init__(how)
        self.how = how
        self.batch = batch
        self.finished = finished


class _Worker:
    """A process, and its pipes on the side of the parent."""

    def __init__(self) -> None:
        task_end, self._tasks = multiprocessing.Pipe(duplex=False)
        self.results, result_end = multiprocessing.Pipe(duplex=False)
        # A daemon, so that this process does not wait for it when it ends.
        self.process = multiprocessing.Process(
            target=serve, args=(task_end, result_end, (self._tasks, self.results)), daemon=True
        )
        with signals_blocked():
            self.process.start()
        # Open copies would hide the death of the process.
        task_end.close()
        result_end.close()
        self.batches: deque[int] = deque()
        self.work: bytes | None = None

    def give(self, work: bytes, number: int, batch: object) -> None:
        """Send a batch, preceded by its function if the process does not have it yet."""
        self.batches.append(number)
        if self.work is not work:
            self._tasks.send_bytes(work)
            self.work = work
        self._tasks.send_bytes(pickle.dumps(batch, pickle.HIGHEST_PROTOCOL))

    def take(self) -> tuple[int, Any]:
        """Receive a result, and return it with the number of its batch. Raise the exception of the work."""
        result, error = self.results.recv()
        if error is not None:
            raise _Failed(error)
        return self.batches.popleft(), result

    def dismiss(self) -> None:
        with suppress(OSError):
            self._tasks.send_bytes(END)

    def close(self) -> None:
        self._tasks.close()
        self.results.close()

    def how(self) -> str:
        """Return how the process died."""
        self.process.join(_GRACE)
        code = self.process.exitcode
        if code == -getattr(signal, "SIGKILL", 9):
            return "was killed, probably because memory ran out; use fewer --jobs"
        if code is not None and code < 0:
            return f"was ended by {signal.Signals(-code).name}"
        return f"ended with the exit code {code}"


class _Failed(Exception):  # noqa: N818 - a carrier
    """Wraps an exception of the work, to distinguish it from an exception of the pipe."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


class Pool:
    """Worker processes, which start on demand."""

    def __init__(self, jobs: int) -> None:
        """Create a pool.

        Args:
            jobs: the maximum number of processes.
        """
        self._jobs = jobs
        self._workers: list[_Worker] = []

    def run(self, work: Callable[[Any], Any], batches: Sequence[Any]) -> Iterator[Any]:
        """Process batches. Only one run at a time is possible.

        Args:
            work: a picklable function of a batch.
            batches: picklable values.

        Yields:
            The result of each batch, in order.

        Raises:
            WorkerDied: a process died.
        """
        pickled = pickle.dumps(work, pickle.HIGHEST_PROTOCOL)
        done: dict[int, Any] = {}
        given = 0
        for number in range(len(batches)):
            while number not in done:
                limit = min(len(batches), number + _AHEAD * self._jobs)
                while given < limit and (worker := self._free(len(batches) - given)):
                    with self._watching(worker, done):
                        worker.give(pickled, given, batches[given])
                    given += 1
                self._collect(done)
            yield done.pop(number)

    def _free(self, rest: int) -> _Worker | None:
        """Return the process for the next batch. Except near the end, each process gets its next batch in advance."""
        worker = min(self._workers, key=lambda worker: len(worker.batches), default=None)
        if (worker is None or worker.batches) and len(self._workers) < self._jobs:
            worker = _Worker()
            self._workers.append(worker)
        return worker if worker and len(worker.batches) < (2 if rest > self._jobs else 1) else None

    def _collect(self, done: dict[int, Any]) -> None:
        """Wait for results."""
        for worker in self._ready(None):
            with self._watching(worker, done):
                done.update([worker.take()])

    def _ready(self, timeout: float | None) -> list[_Worker]:
        by_end = {worker.results: worker for worker in self._workers}
        return [by_end[end] for end in wait([*by_end], timeout) if isinstance(end, Connection)]

    @contextmanager
    def _watching(self, worker: _Worker, done: dict[int, Any]) -> Iterator[None]:
        """Raise the exceptions of the work, and :class:`WorkerDied` if the pipes of a process fail in the block."""
        try:
            yield
        except _Failed as failed:
            raise failed.error from None
        except (EOFError, OSError, pickle.UnpicklingError):
            for other in self._ready(0):
                if other is not worker:
                    with suppress(EOFError, OSError, pickle.UnpicklingError, _Failed):
                        done.update([other.take()])
            batch = worker.batches[0] if worker.batches else None
            raise WorkerDied(worker.how(), batch, [done[number] for number in sorted(done)]) from None

    def close(self) -> None:
        """End the processes after their last batch."""
        for worker in self._workers:
            worker.dismiss()
        self._end()

    def kill(self) -> None:
        """End the processes now."""
        for worker in self._workers:
            worker.close()
            worker.process.terminate()
        self._end()

    def _end(self) -> None:
        deadline = time.monotonic() + _GRACE
        for worker in self._workers:
            worker.process.join(max(0.0, deadline - time.monotonic()))
        for worker in self._workers:
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.close()


@contextmanager
def pool_of(jobs: int) -> Iterator[Pool]:
    """Provide a pool whose processes end with the block, and immediately if the block fails."""
    pool = Pool(jobs)
    try:
        yield pool
    except BaseException:
        pool.kill()
        raise
    pool.close()
