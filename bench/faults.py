"""What happens when something fails, in a Parley of several processes under load; docs/faults.md has what it showed.

    python bench/faults.py --audio ../shared/audio [--only NAME]...

Needs httpx, websockets, PostgreSQL and psql. Starts everything itself, on free ports: a process for each part, and callers of each endpoint,
one at a time each, who do not try again by themselves.

kill: each part in turn (--parts) is killed with SIGKILL and started again at once. Prints how many requests failed and what each was told,
and after how long from the kill or the request's start; whether the other endpoints noticed; the time from the new process's start to the
first whole answer; and whether usage in PostgreSQL has each answered request once.
"""
import argparse
import contextlib
import os
import resource
import shutil
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

import httpx

from cluster import PARTS, Cluster, Load, Program, Sockets, directory, tally, usage_rows
from serving import children, resident_bytes

CHECKS = {}

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--audio", type=Path, required=True, help="folder with manifest.csv")
parser.add_argument("--only", action="append", help="a check; may be given several times")
parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="which to kill")
parser.add_argument("--seconds", type=float, default=5, help="of load before and after each fault")


def check(function):
    CHECKS[function.__name__] = function
    return function


def say(text):
    print(text, flush=True)


def clip():
    return arguments.audio / "speech/librispeech/1688-142285-0003.flac"


@contextlib.contextmanager
def cluster_with_accounts(**settings):
    """A running cluster that asks for keys, its PostgreSQL, and a key for everything."""
    with directory() as home:
        postgres = Program.postgres(home / "postgres")
        try:
            with Cluster(home, parley_database_url=f"jdbc:postgresql://127.0.0.1:{postgres.port}/postgres",
                         parley_database_username="parley", parley_gateway_authentication_keys="true", **settings) as cluster:
                key = cluster.key(*(word for scope in ("transcribe", "speak", "classify", "chat") for word in ("--scope", scope)))
                cluster.start_all()
                yield cluster, postgres, key
        finally:
            postgres.stop()


def alive(pids):
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


@check
def kill():
    with cluster_with_accounts() as (cluster, postgres, key):
        with Load(cluster.url, key, clip()) as load:
            load.first_successes(0)
            for part in arguments.parts:
                time.sleep(arguments.seconds)
                workers = children(cluster.processes[part].pid)
                killed = time.monotonic()
                cluster.kill(part)
                started = time.monotonic()
                cluster.start(part)
                # all come back after the gateway, and the gateway when any does
                recovered = max(load.first_successes(started).values()) if part == "gateway" else load.first_success(part, started)
                time.sleep(arguments.seconds)
                during = load.between(killed, recovered)
                mine = [answer for answer in during if part in ("gateway", answer.part)]
                others = [answer for answer in during if answer not in mine]
                say(f"{part}: failed {tally([answer for answer in mine if not answer.whole], killed)}")
                say(f"  others: {len(others)} requests, failed {tally([answer for answer in others if not answer.whole], killed)}")
                say(f"  first whole answer {recovered - started:.1f} s after the new process's start;"
                    f" child processes left of the old: {len(alive(workers))} of {len(workers)}")
        outside = [answer for answer in load.answers if not answer.whole]
        usage(load, postgres)
        say(f"all requests: {len(load.answers)}, failed {len(outside)}")
        left = sorted(path.name for path in cluster.directory.iterdir() if path.is_dir() and path.name != "postgres")
        say(f"folders of running processes: {left}")


def usage(load, postgres):
    """Compares what callers were answered with what was written down."""
    rows = usage_rows(postgres)
    whole = {answer.request for answer in load.answers if answer.whole}
    others = {answer.request for answer in load.answers} - whole
    say(f"usage: {len(whole)} whole answers, of which written down once {sum(rows.get(request) == 1 for request in whole)},"
        f" twice or more {sum(rows.get(request, 0) > 1 for request in whole | others)}, not at all {len(whole - rows.keys())};"
        f" {len(others)} failed requests, of which written down {len(others & rows.keys())}")


@contextlib.contextmanager
def gateway_alone(service, count=1, **settings):
    """A gateway before one service that is not Parley's, and asks for no keys."""
    with directory() as home:
        services = {f"parley_gateway_services_{part}": f"http://127.0.0.1:{service}" for part in PARTS[:-1]}
        with Cluster(home, ("gateway",), **services, **settings) as cluster:
            cluster.start_all()
            yield cluster


@contextlib.contextmanager
def service(answer):
    """Takes connections and has a function deal with each, on a thread of its own."""
    with socket.create_server(("127.0.0.1", 0), backlog=512) as server:
        def accept():
            with contextlib.suppress(OSError):
                while True:
                    connection = server.accept()[0]
                    threading.Thread(target=deal, args=(connection,), daemon=True).start()

        def deal(connection):
            with connection, contextlib.suppress(OSError):
                answer(connection)
        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1]


EVENTS = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
EVENT = b"b\r\ndata: {}\n\n\n\r\n"


def silent(connection):
    while connection.recv(65536):
        pass


def silent_within(connection):
    connection.recv(65536)
    connection.sendall(EVENTS + EVENT)
    silent(connection)


def broken_within(connection):
    connection.recv(65536)
    connection.sendall(EVENTS + EVENT)


def broken(connection):
    connection.recv(65536)


def slow(connection):
    connection.recv(65536)
    connection.sendall(EVENTS)
    for _ in range(8):
        connection.sendall(EVENT)
        time.sleep(1)
    connection.sendall(b"e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n")


def ask(url, path="/v1/audio/speech", body=None, key="none"):
    with httpx.Client(base_url=url, timeout=60, headers={"Authorization": f"Bearer {key}"}) as client:
        return Load.once(client, "", "", path, {"json": body or {"model": "tts-1", "voice": "alloy", "input": "Hello."}})


@check
def upstream():
    """Services and language models that are slow, silent or break off."""
    for behaviour in (silent, silent_within, broken, broken_within, slow):
        with service(behaviour) as port, gateway_alone(port, parley_gateway_first_byte_timeout="3s",
                                                       parley_gateway_idle_timeout="3s") as cluster:
            say(f"service {behaviour.__name__}, time-outs of 3 s: {tally([ask(cluster.url)])}")
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, contextlib.ExitStack() as held:
        for _ in range(8):  # the queue of a listener that accepts nothing: further connections are not answered
            waiting = held.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        with gateway_alone(full.getsockname()[1], parley_gateway_connect_timeout="2s") as cluster:
            say(f"service that takes no connection, time-out of 2 s: {tally([ask(cluster.url)])}")
    body = {"model": "parley-cascade", "messages": [{"role": "user", "content": "Hello."}], "stream": True}
    for behaviour in (silent, silent_within, broken, broken_within):
        with service(behaviour) as port, directory() as home:
            with Cluster(home, ("chat", "gateway"), parley_chat_upstream_base_url=f"http://127.0.0.1:{port}/v1",
                         parley_chat_upstream_model="other", parley_chat_upstream_answer_timeout="2s", parley_chat_prepare="false",
                         parley_chat_upstream_idle_timeout="2s") as cluster:
                cluster.start_all()
                say(f"language model {behaviour.__name__}, time-outs of 2 s, two more tries:"
                    f" {tally([ask(cluster.url, '/v1/chat/completions', body)])}")


@check
def postgres():
    """PostgreSQL is stopped, and started again."""
    without_database(Program.stop)


@check
def postgres_killed():
    """PostgreSQL and all its processes are killed, and it is started again."""
    without_database(Program.kill)


def without_database(end):
    with cluster_with_accounts() as (cluster, database, key), Load(cluster.url, key, clip()) as load:
        load.first_successes(0)
        time.sleep(arguments.seconds)
        stopped = time.monotonic()
        end(database)
        time.sleep(4 * arguments.seconds)
        started = time.monotonic()
        database.start()
        back = {part: end - started for part, end in load.first_successes(started).items()}
        time.sleep(arguments.seconds)
        load.stop()
        time.sleep(3)
        say(f"away for {started - stopped:.0f} s: {tally(load.between(stopped, started), stopped)}")
        say("first whole answers after its start: " + ", ".join(f"{part} {seconds:.1f} s" for part, seconds in back.items()))
        say(f"before: {tally(load.between(0, stopped))}")
        usage(load, database)


@check
def held():
    """PostgreSQL is killed, and then two services that hold usage for it; all are started again."""
    dead = ("tts", "classification")
    with cluster_with_accounts() as (cluster, database, key), Load(cluster.url, key, clip(), pause=0) as load:
        load.first_successes(0)
        time.sleep(arguments.seconds)
        away = time.monotonic()
        database.kill()
        time.sleep(9)  # keys that were checked lately are good for 5 s, and for so long the first row waits for a connection
        for part in dead:
            cluster.kill(part)
        killed = time.monotonic()
        database.start()
        for part in dead:
            cluster.start(part)
        load.first_successes(killed)
        time.sleep(arguments.seconds)
        load.stop()
        time.sleep(3)
        rows = usage_rows(database)
        for part in PARTS[:-1]:
            ids = [answer.request for answer in load.answers if answer.part == part and answer.whole and away <= answer.end <= killed]
            say(f"{part}{', killed' if part in dead else ''}: {len(ids)} whole answers while the database was away,"
                f" of which not written down {sum(name not in rows for name in ids)}")
        usage(load, database)


@check
def sockets():
    """asr, chat and the gateway are killed while callers speak over sockets, beside the load, and started again at once."""
    with cluster_with_accounts() as (cluster, _, key), Load(cluster.url, key, clip()) as load, Sockets(cluster.url, key) as sockets:
        load.first_successes(0)
        for part in ("asr", "chat", "gateway"):
            sockets.first_answer(time.monotonic())
            killed = time.monotonic()
            cluster.kill(part)
            started = time.monotonic()
            cluster.start(part)
            load.first_success(part if part != "gateway" else "asr", started)
            back = sockets.first_answer(started)
            others = [answer for answer in load.between(killed, back) if part not in ("gateway", answer.part)]
            say(f"{part}: sockets {tally([end for end in list(sockets.ends) if end.end >= killed], killed)};"
                f" first answer over a socket {back - started:.1f} s after the new process's start;"
                f" other requests: {len(others)}, failed {tally([answer for answer in others if not answer.whole], killed)}")


@contextlib.contextmanager
def namespace():
    """A network namespace behind a bridge of this one's: its name and address, and the port that leads to it."""
    def ip(*words):
        subprocess.run(["ip", *words], check=True)
    name = "parley-faults"
    ip("netns", "add", name)
    try:
        ip("link", "add", "parley-bridge", "type", "bridge")
        ip("link", "add", "parley-port", "type", "veth", "peer", "name", "inside", "netns", name)
        ip("address", "add", "10.77.0.1/24", "dev", "parley-bridge")
        ip("link", "set", "parley-bridge", "up")
        ip("link", "set", "parley-port", "master", "parley-bridge", "up")
        ip("-n", name, "address", "add", "10.77.0.2/24", "dev", "inside")
        ip("-n", name, "link", "set", "inside", "up")
        ip("-n", name, "link", "set", "lo", "up")
        yield name, "10.77.0.2", ip
    finally:
        # both, whatever has been made
        subprocess.run(["ip", "netns", "delete", name])
        subprocess.run(["ip", "link", "delete", "parley-bridge"])


@check
def links():
    """The link to two services is cut without a word on either side, and there again (needs root and `ip`)."""
    with namespace() as (name, host, ip), directory() as home, \
            Cluster(home, ("tts", "chat", "gateway"), ("tts", "chat"), host, name) as cluster:
        cluster.start_all()
        with Load(cluster.url, "none", clip(), parts=("tts", "chat")) as load, Sockets(cluster.url, "none") as sockets:
            for seconds in (20, 90):
                for part in ("tts", "chat"):
                    load.first_success(part, time.monotonic())
                sockets.first_answer(time.monotonic())
                time.sleep(arguments.seconds)
                away = time.monotonic()
                ip("link", "set", "parley-port", "nomaster")
                time.sleep(seconds)
                there = time.monotonic()
                ip("link", "set", "parley-port", "master", "parley-bridge")
                back = [f"{part} {load.first_success(part, there) - there:.1f} s" for part in ("tts", "chat")]
                back.append(f"sockets {sockets.first_answer(there) - there:.1f} s")
                say(f"away for {seconds} s: {tally(load.between(away, there), away)}")
                say(f"  sockets: {tally([end for end in list(sockets.ends) if end.end >= away], away)}")
                say(f"  first whole answers once it was there again: {', '.join(back)}")
            say("log: " + " | ".join(sorted({line.rpartition(" : ")[2] for line in cluster.log("gateway").splitlines() if "WARN" in line})))


@check
def loss():
    """The link to two services loses packets on their way there and on their way back (needs root, `ip` and `iptables`)."""
    with namespace() as (name, host, _), directory() as home, \
            Cluster(home, ("tts", "chat", "gateway"), ("tts", "chat"), host, name) as cluster:
        cluster.start_all()
        with Load(cluster.url, "none", clip(), parts=("tts", "chat")) as load, Sockets(cluster.url, "none") as sockets:
            for part in ("tts", "chat"):
                load.first_success(part, time.monotonic())
            for share in (0, 0.05, 0.2, 0):
                with lossy(name, share):
                    sockets.first_answer(time.monotonic())
                    start = time.monotonic()
                    time.sleep(8 * arguments.seconds)
                    end = time.monotonic()
                    answers = [answer for answer in load.answers if start <= answer.end < end]
                    waits = sorted(answer.end - answer.start for answer in answers)
                    say(f"{share:.0%} lost: {tally(answers)}, median {waits[len(waits) // 2]:.2f} s")
                    say(f"  sockets: {sum(start <= moment < end for moment in list(sockets.answers))} answers,"
                        f" ended {tally([socket for socket in list(sockets.ends) if socket.end >= start])}")
            say("log: " + " | ".join(sorted({line.rpartition(" : ")[2] for line in cluster.log("gateway").splitlines() if "WARN" in line})))


@contextlib.contextmanager
def lossy(name, share):
    """Drops a share of what comes into the namespace, and of what comes out of it, and says how many packets that were."""
    ends = ((("ip", "netns", "exec", name), "inside"), ((), "parley-bridge"))

    def change(action):
        for wrapper, port in ends:
            subprocess.run([*wrapper, "iptables", action, "INPUT", "-i", port, "-m", "statistic", "--mode", "random",
                            "--probability", str(share), "-j", "DROP"], check=True)

    def dropped(wrapper, port):
        rules = subprocess.run([*wrapper, "iptables", "-L", "INPUT", "-v", "-n", "-x"], capture_output=True, text=True, check=True)
        return next(line.split()[0] for line in rules.stdout.splitlines() if port in line)
    change("-A")
    try:
        yield
        say(f"  packets dropped: {dropped(*ends[0])} on their way there, {dropped(*ends[1])} back")
    finally:
        change("-D")


@check
def redis():
    """Redis stands still, is stopped, started, killed and started again; the key has a limit, so that each request asks it."""
    with directory() as home:
        database = Program.postgres(home / "postgres")
        counter = Program.redis(home / "redis")
        with service(immediate) as port, gateway_alone(
                port, parley_database_url=f"jdbc:postgresql://127.0.0.1:{database.port}/postgres",
                parley_database_username="parley", parley_gateway_authentication_keys="true",
                parley_gateway_limits_redis=f"redis://127.0.0.1:{counter.port}") as cluster:
            key = cluster.key("--scope", "speak", "--requests-per-minute", "100000", "--concurrent-streams", "100")
            try:
                for state, change in (("there", lambda: None), ("standing still", lambda: counter.signal(signal.SIGSTOP)),
                                      ("going on", lambda: counter.signal(signal.SIGCONT)), ("stopped", counter.stop),
                                      ("started again", counter.start), ("killed", counter.kill),
                                      ("started after the kill", counter.start)):
                    change()
                    end, answers = time.monotonic() + arguments.seconds, []
                    while time.monotonic() < end:
                        answers.append(ask(cluster.url, key=key))
                    waits = sorted(answer.end - answer.start for answer in answers)
                    say(f"Redis {state}: {tally(answers)}, median {waits[len(waits) // 2] * 1000:.1f} ms")
                say("log: " + " | ".join(line.rpartition(" : ")[2] for line in cluster.log("gateway").splitlines() if "Redis" in line))
            finally:
                counter.stop()
                database.stop()


def immediate(connection):
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
    silent(connection)


@check
def disk():
    """A disk that is full while a model is fetched, and what is left of it (needs to mount)."""
    with directory() as home:
        small = home / "small"
        small.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", small], check=True)
        try:
            cluster = Cluster(home, (), parley_home=small, parley_model_directories=Path.home() / ".parley/models")
            pull = cluster.parley("models", "pull", "whisper-base")
            left = sum(file.stat().st_size for file in small.rglob("*") if file.is_file())
            say(f"40 MB for 145: exit code {pull.returncode}, {left / 1e6:.0f} MB left behind: {(pull.stdout + pull.stderr).strip()[-400:]}")
            subprocess.run(["mount", "-o", "remount,size=400m", small], check=True)
            pull = cluster.parley("models", "pull", "whisper-base")
            say(f"with room again: exit code {pull.returncode}: {(pull.stdout + pull.stderr).strip()[-200:]}")
        finally:
            subprocess.run(["umount", "-l", small])


@check
def corrupted():
    """A bit of a model's file is turned over, before and after it was compiled."""
    with directory() as home:
        store = home / "store"
        shutil.copytree(Path.home() / ".parley/models/yamnet", store / "models/yamnet")
        with Cluster(home, ("classification", "gateway"), parley_home=store, parley_model_directories=home / "none") as cluster:
            largest = max((file for file in (store / "models").rglob("*") if file.is_file()), key=lambda file: file.stat().st_size)
            flip(largest)
            say(f"{largest.relative_to(store)}: `models pull` says {text(cluster.parley('models', 'pull', 'yamnet'))}")
            flip(largest)
            cluster.start_all()
            with clip().open("rb") as sound, httpx.Client(base_url=cluster.url, timeout=60) as client:
                ask_class = lambda: Load.once(client, "", "", "/v1/audio/classification", {"files": {"file": sound}})
                say(f"after `pull`, while running with a corrupted file on disk: {tally([ask_class()])}")
            for part in ("classification",):
                cluster.kill(part)
                cluster.start(part)
                time.sleep(20)
                say("restarted: " + "; ".join(line.rpartition(" : ")[2][:200] for line in cluster.log(part).splitlines()
                                            if "WARN" in line or "ERROR" in line or "ready" in line)[-600:])


def flip(file):
    with file.open("r+b") as content:
        content.seek(file.stat().st_size // 2)
        byte = content.read(1)
        content.seek(-1, os.SEEK_CUR)
        content.write(bytes([byte[0] ^ 1]))


def text(process):
    return f"(exit code {process.returncode}) {(process.stdout + process.stderr).strip()[-400:]}"


@check
def drip():
    """200 callers who send a byte a second, beside one who does not."""
    with service(immediate) as port, gateway_alone(port) as cluster:
        before = tally([ask(cluster.url) for _ in range(100)])
        ends, threads = [], []
        start = time.monotonic()

        def send():
            with socket.create_connection(("127.0.0.1", cluster.ports["gateway"])) as connection, contextlib.suppress(OSError):
                connection.sendall(b"POST /v1/audio/transcriptions HTTP/1.1\r\nHost: here\r\nContent-Length: 1000000\r\n\r\n")
                connection.setblocking(False)
                while time.monotonic() < start + 60:
                    connection.send(b"x")
                    time.sleep(1)
                    with contextlib.suppress(BlockingIOError):
                        ends.append((time.monotonic() - start, connection.recv(20)))
                        return
        for _ in range(200):
            threads.append(threading.Thread(target=send, daemon=True))
            threads[-1].start()
        time.sleep(5)
        say(f"before: {before}; beside them: {tally([ask(cluster.url) for _ in range(100)])}")
        say(f"ended by the gateway within 60 s: {len(ends)}, threads of its process"
            f" {len(list(Path('/proc', str(cluster.processes['gateway'].pid), 'task').iterdir()))}")


@check
def connections():
    """10,000 connections to the gateway at once: that send nothing, and that each ask something."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (20_000, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    with service(immediate) as port, gateway_alone(port) as cluster, contextlib.ExitStack() as held:
        pid = cluster.processes["gateway"].pid
        idle, start, failed = resident_bytes(pid), time.monotonic(), 0
        opened = []
        for _ in range(10_000):
            try:
                opened.append(held.enter_context(socket.create_connection(("127.0.0.1", cluster.ports["gateway"]), timeout=5)))
            except OSError:
                failed += 1
        say(f"10,000 connections: {len(opened)} open after {time.monotonic() - start:.1f} s, {failed} refused;"
            f" one more caller meanwhile: {tally([ask(cluster.url)])}")
        say(f"resident {idle >> 20} MiB before, {resident_bytes(pid) >> 20} MiB with them")
        answered, start = 0, time.monotonic()
        request = b"GET /v1/audio/voices HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"
        for connection in opened:
            with contextlib.suppress(OSError):
                connection.sendall(request)
        for connection in opened:
            connection.settimeout(30)
            with contextlib.suppress(OSError):
                answered += connection.recv(12) == b"HTTP/1.1 200"
        say(f"all ask at once: {answered} answered in {time.monotonic() - start:.1f} s; afterwards {tally([ask(cluster.url)])},"
            f" resident {resident_bytes(pid) >> 20} MiB")


@check
def clock():
    """Clocks of the gateway and a service that differ, and a gateway's that jumps (needs libfaketime)."""
    library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
    if library is None:
        say("libfaketime is not installed")
        return
    with directory() as home:
        file, database = home / "clock", Program.postgres(home / "postgres")
        file.write_text("+0")
        try:
            with Cluster(home, ("tts", "gateway"), parley_database_username="parley",
                         parley_database_url=f"jdbc:postgresql://127.0.0.1:{database.port}/postgres",
                         parley_gateway_authentication_keys="true") as cluster:
                key = cluster.key("--scope", "speak", "--requests-per-minute", "600")
                cluster.start("tts")
                cluster.start("gateway", ("env", f"LD_PRELOAD={library}", f"FAKETIME_TIMESTAMP_FILE={file}", "FAKETIME_NO_CACHE=1",
                                          "DONT_FAKE_MONOTONIC=1"))
                cluster.wait("tts")
                cluster.wait("gateway")
                for shift in ("+0", "+30s", "+3600s", "+0", "-30s", "-3600s", "+0"):
                    file.write_text(shift)
                    answers = [ask(cluster.url, key=key) for _ in range(5)]
                    say(f"gateway's clock {shift} from the service's: {tally(answers)}")
        finally:
            database.stop()


arguments = parser.parse_args()
for name in arguments.only or CHECKS:
    say(f"--- {name}")
    CHECKS[name]()
