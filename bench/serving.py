"""A Parley server of its own for one measurement."""
import os
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def parley(**properties):
    """Starts `./parley serve` with properties such as parley_pool_preemption="false"; yields (base URL, process id)."""
    port = free_port()
    environment = os.environ | {name.upper(): value for name, value in properties.items()}
    server = subprocess.Popen([ROOT / "parley", "serve", "--port", str(port)], env=environment,
                              stdout=subprocess.DEVNULL, start_new_session=True)
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 600
        while not ready(url):
            if server.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("the server did not become ready")
            time.sleep(0.2)
        yield url, server.pid
    finally:
        server.terminate()
        server.wait(60)


def ready(url):
    try:
        return httpx.get(url + "/actuator/health/readiness").status_code == 200
    except httpx.TransportError:
        return False


def resident_bytes(pid):
    """Of a process and all that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    total = pages * os.sysconf("SC_PAGE_SIZE")
    for child in children:
        try:
            total += resident_bytes(child)
        except OSError:
            pass  # ended meanwhile
    return total


def processor_seconds(pid):
    """That a process and all that it started, and that still runs, have computed."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    # its own, and those of children that have ended
    total = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    for child in children:
        try:
            total += processor_seconds(child)
        except OSError:
            pass  # ended meanwhile
    return total
