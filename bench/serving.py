"""Servers of a measurement's own: Parley, and its peers."""
import http.client
import os
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def parley(log=subprocess.DEVNULL, **properties):
    """Starts `./parley serve` with properties such as parley_pool_preemption="false"; yields (base URL, process id)."""
    port = free_port()
    environment = {name.upper(): value for name, value in properties.items()}
    with server([ROOT / "parley", "serve", "--port", str(port)], environment, port, "/actuator/health/readiness", log) as started:
        yield started


@contextmanager
def server(command, environment, port, health, log=subprocess.DEVNULL):
    """Runs a command until the block ends; yields (base URL, process id) once its path for health answers."""
    errors = None if log == subprocess.DEVNULL else log
    process = subprocess.Popen(command, env=os.environ | environment, stdout=log, stderr=errors, start_new_session=True)
    try:
        deadline = time.monotonic() + 600
        while not ready(port, health):
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"{command[0]} did not become ready")
            # asked 20 times a second, it takes a tenth longer to start
            time.sleep(0.25)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(60)


def ready(port, path, host="127.0.0.1"):
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def children(pid):
    """That a process has started; each of its threads lists its own."""
    return [int(child) for file in Path(f"/proc/{pid}/task").glob("*/children") for child in file.read_text().split()]


def own_resident_bytes(pid):
    """Of a process alone."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def resident_bytes(pid):
    """Of a process and all that it started."""
    total = own_resident_bytes(pid)
    for child in children(pid):
        try:
            total += resident_bytes(child)
        except OSError:
            pass  # ended meanwhile
    return total


def processor_seconds(pid):
    """That a process and all that it started, and that still runs, have computed."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    # its own, and those of children that have ended
    total = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    for child in children(pid):
        try:
            total += processor_seconds(child)
        except OSError:
            pass  # ended meanwhile
    return total
