"""Peers in processes of their own, and what processes use."""
import contextlib
import multiprocessing
import os
import threading
import time
from pathlib import Path

from serving import processor_seconds, resident_bytes

TICKS = os.sysconf("SC_CLK_TCK")


def _answer(pipe, make, arguments):
    made = make(*arguments)
    pipe.send(None)
    while (asked := pipe.recv()) is not None:
        method, values = asked
        try:
            pipe.send((getattr(made, method)(*values), None))
        except Exception as error:
            pipe.send((None, repr(error)))


class Remote:
    """An object that lives in a process of its own; its methods are called as if it were here."""

    def __init__(self, make, *arguments):
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_answer, args=(theirs, make, arguments), daemon=True)
        self.process.start()
        theirs.close()
        self.pipe.recv()
        self.pid = self.process.pid

    def __getattr__(self, method):
        def call(*values):
            self.pipe.send((method, values))
            result, error = self.pipe.recv()
            if error:
                raise RuntimeError(error)
            return result
        return call

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.pipe.send(None)
        self.process.join()


def _machine():
    """Processor seconds that the machine has computed and idled."""
    user, nice, system, idle, wait, interrupts, soft, *_ = map(int, Path("/proc/stat").read_text().split()[1:9])
    return (user + nice + system + interrupts + soft) / TICKS, (idle + wait) / TICKS


def quiet(at_most=1.0):
    """Waits until the machine idles: what one system leaves spinning would slow the next one down."""
    deadline = time.monotonic() + at_most
    while time.monotonic() < deadline:
        busy, idle = _machine()
        time.sleep(0.06)
        more_busy, more_idle = _machine()
        if more_busy - busy <= 0.1 * (more_busy - busy + more_idle - idle):
            return


class Others:
    """What processes that are not of this run use, in cores."""

    def __init__(self):
        self.start, self.busy, self.own = time.monotonic(), _machine()[0], processor_seconds(os.getpid())

    def cores(self):
        busy, own = _machine()[0] - self.busy, processor_seconds(os.getpid()) - self.own
        return max(0.0, busy - own) / (time.monotonic() - self.start)


class Watch:
    """Notes while its block runs what a process and its children have resident, in MiB, and how many threads."""

    def __init__(self, pid, every=0.5):
        self.pid, self.every, self.memory, self.threads = pid, every, [], []
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._note)

    def _note(self):
        while True:
            with contextlib.suppress(OSError):  # a child has ended meanwhile
                self.memory.append(resident_bytes(self.pid) / 2 ** 20)
                self.threads.append(len(os.listdir(f"/proc/{self.pid}/task")))
            if self.done.wait(self.every):
                return

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        self.thread.join()
