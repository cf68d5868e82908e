"""What the gateway costs: its latency beside a direct call and beside nginx, uploads at a small heap, one limit held by two gateways.

    python bench/gateway.py [--seconds 5] [--rounds 3] [--only latency|uploads|limit]

Needs httpx, `wrk` and `nginx` for the first, `redis-server` for the last, and a built Parley. The first asks a small JSON call of the speech
service, in turns directly, through the gateway and through nginx as a plain proxy (HTTP/1.1 with kept connections on both sides). The
other two start the gateway alone, before a service of this script's own that reads all it gets and answers with how much it was.
"""
import argparse
import asyncio
import base64
import contextlib
import hashlib
import hmac
import json
import os
import re
import secrets
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import httpx

from jdk import java
from serving import ROOT, children, free_port, parley, resident_bytes

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--seconds", type=int, default=5, help="of each turn")
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--uploads", type=int, default=100, help="at once")
parser.add_argument("--heap", default="256m")
parser.add_argument("--requests", type=int, default=3000, help="sent to the two gateways that allow 1,000")
parser.add_argument("--only", choices=["latency", "uploads", "limit"])
arguments = parser.parse_args()
MEBIBYTE = 1 << 20


def identity(secret):
    """What the gateway would say to a service, for an hour."""
    def part(value):
        return base64.urlsafe_b64encode(value).rstrip(b"=")
    claims = {"aud": "parley-service", "jti": "bench", "sub": "", "job": "speak", "models": [], "exp": int(time.time()) + 3600}
    text = part(b'{"alg":"HS256"}') + b"." + part(json.dumps(claims).encode())
    return (text + b"." + part(hmac.digest(secret.encode(), text, hashlib.sha256))).decode()


def listening(pid):
    """The ports on which a process listens."""
    inodes = {os.readlink(file) for file in Path(f"/proc/{pid}/fd").iterdir() if file.exists() or file.is_symlink()}
    ports = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in inodes:
                ports.append(int(fields[1].rpartition(":")[2], 16))
    return ports


def java_of(pid):
    """The Java process that a start script has become or started."""
    if Path(f"/proc/{pid}/comm").read_text().strip() == "java":
        return pid
    return next(java_of(child) for child in children(pid))


def speech_service(pid, token):
    for port in listening(java_of(pid)):
        with contextlib.suppress(httpx.HTTPError):
            url = f"http://127.0.0.1:{port}"
            paths = httpx.get(url + "/v3/api-docs").json().get("paths", {})
            if "/v1/audio/voices" in paths and "/v1/audio/transcriptions" not in paths:
                httpx.get(url + "/v1/audio/voices", headers={"x-parley-identity": token}).raise_for_status()
                return port
    raise SystemExit("the speech service was not found")


@contextlib.contextmanager
def nginx(upstream):
    port = free_port()
    with tempfile.TemporaryDirectory() as directory:
        config = Path(directory) / "nginx.conf"
        config.write_text(f"""
            worker_processes 2; pid {directory}/pid; error_log {directory}/error.log; daemon off;
            events {{ worker_connections 1024; }}
            http {{
              access_log off;
              upstream service {{ server 127.0.0.1:{upstream}; keepalive 64; }}
              server {{
                listen 127.0.0.1:{port};
                location / {{ proxy_pass http://service; proxy_http_version 1.1; proxy_set_header Connection ""; }}
              }}
            }}""")
        process = subprocess.Popen([shutil.which("nginx") or "/usr/sbin/nginx", "-c", config, "-p", directory],
                                   stderr=subprocess.DEVNULL)
        time.sleep(1)
        try:
            yield port
        finally:
            process.terminate()
            process.wait()


def wrk(port, token, connections):
    """(median ms, p99 ms, requests a second)"""
    told = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{arguments.seconds}s", "--latency", "-H",
                           f"x-parley-identity: {token}", f"http://127.0.0.1:{port}/v1/audio/voices?model=none"],
                          capture_output=True, text=True, check=True).stdout
    units = {"us": 0.001, "ms": 1, "s": 1000}

    def percentile(name):
        number, unit = re.search(rf"{name}%\s+([\d.]+)(us|ms|s)", told).groups()
        return float(number) * units[unit]
    return percentile(50), percentile(99), float(re.search(r"Requests/sec:\s+([\d.]+)", told).group(1))


def latency():
    secret = secrets.token_hex(32)
    token = identity(secret)
    with parley(parley_identity_secret=secret) as (url, pid):
        service = speech_service(pid, token)
        with nginx(service) as proxy:
            ways = {"direct": service, "gateway": int(url.rpartition(":")[2]), "nginx": proxy}
            for connections in (1, 16):
                for port in ways.values():
                    wrk(port, token, connections)  # warm-up
                rounds = {way: [] for way in ways}
                for _ in range(arguments.rounds):
                    for way, port in ways.items():
                        rounds[way].append(wrk(port, token, connections))
                for way, all_of in rounds.items():
                    p50, p99, rate = (statistics.median(values) for values in zip(*all_of))
                    print(f"{connections} connections, {way}: p50 {p50:.2f} ms, p99 {p99:.2f} ms, {rate:.0f} requests/s", flush=True)


async def read_all(reader, writer):
    """A service that takes what it gets and says how much it was; one request a connection."""
    with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        got = 0
        if length := re.search(rb"content-length: (\d+)", head):
            while got < int(length.group(1)):
                got += len(await reader.read(65536))
        elif b"chunked" in head:
            while size := int(await reader.readuntil(b"\r\n"), 16):
                got += len(await reader.readexactly(size))
                await reader.readexactly(2)
            await reader.readexactly(2)
        body = json.dumps({"text": str(got)}).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                     + str(len(body)).encode() + b"\r\n\r\n" + body)
        await writer.drain()
    writer.close()


@contextlib.asynccontextmanager
async def gateways(count, **properties):
    """Gateways alone, before a service that reads all."""
    service = await asyncio.start_server(read_all, "127.0.0.1", 0)
    upstream = f"http://127.0.0.1:{service.sockets[0].getsockname()[1]}"
    target = ROOT / "standalone" / "target"
    processes, urls = [], []
    try:
        for _ in range(count):
            port = free_port()
            settings = {"server_port": port, "parley_gateway_services_asr": upstream, "parley_gateway_services_tts": upstream,
                        "parley_gateway_services_classification": upstream, "parley_gateway_services_chat": upstream,
                        "parley_identity_secret": "0" * 64, **properties}
            environment = os.environ | {name.upper(): str(value) for name, value in settings.items()}
            processes.append(subprocess.Popen([java(), f"-Xmx{arguments.heap}", "-cp", f"{target}/parley.jar:{target}/lib/*",
                                               "io.parley.gateway.GatewayApplication"], env=environment))
            urls.append(f"http://127.0.0.1:{port}")
        async with httpx.AsyncClient() as client:
            for url, process in zip(urls, processes):
                while True:
                    if process.poll() is not None:
                        raise SystemExit("a gateway ended")
                    with contextlib.suppress(httpx.TransportError):
                        if (await client.get(url + "/actuator/health/liveness")).status_code == 200:
                            break
                    await asyncio.sleep(0.2)
        yield urls, [process.pid for process in processes]
    finally:
        for process in processes:
            process.terminate()
            process.wait()
        service.close()


async def uploads():
    body = (b'--b\r\nContent-Disposition: form-data; name="model"\r\n\r\nwhisper-1\r\n'
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n')
    body += bytes(25 * MEBIBYTE - len(body) - 9) + b"\r\n--b--\r\n"
    async with gateways(1, parley_gateway_max_upload=str(26 * MEBIBYTE) + "B") as ((url,), (pid,)):
        idle, peak, done = resident_bytes(pid), 0, False

        async def watch():
            nonlocal peak
            while not done:
                peak = max(peak, resident_bytes(pid))
                await asyncio.sleep(0.05)

        async def upload(client):
            async def parts():
                for start in range(0, len(body), 65536):
                    yield body[start:start + 65536]
            answer = await client.post(url + "/v1/audio/transcriptions", content=parts(), headers={
                "Content-Type": "multipart/form-data; boundary=b", "Content-Length": str(len(body))})
            return answer.status_code == 200 and answer.json()["text"] == str(len(body))

        watching = asyncio.create_task(watch())
        start = time.perf_counter()
        async with httpx.AsyncClient(timeout=600, limits=httpx.Limits(max_connections=arguments.uploads)) as client:
            arrived = await asyncio.gather(*(upload(client) for _ in range(arguments.uploads)))
        took, done = time.perf_counter() - start, True
        await watching
        print(f"{arguments.uploads} uploads of 25 MiB at once, heap {arguments.heap}: {sum(arrived)} arrived whole in {took:.1f} s;"
              f" resident {idle / MEBIBYTE:.0f} MiB before, {peak / MEBIBYTE:.0f} MiB at most", flush=True)


async def limit():
    with tempfile.TemporaryDirectory() as home:
        redis_port = free_port()
        redis = subprocess.Popen(["redis-server", "--port", str(redis_port), "--bind", "127.0.0.1", "--save", ""],
                                 stdout=subprocess.DEVNULL)
        try:
            environment = os.environ | {"PARLEY_HOME": home}
            key = subprocess.run([ROOT / "parley", "keys", "create", "bench", "--scope", "transcribe", "--requests-per-minute",
                                  "1000"], env=environment, capture_output=True, text=True, check=True).stdout.split()[-1]
            async with gateways(2, parley_home=home, parley_gateway_authentication_keys="true",
                                parley_gateway_limits_redis=f"redis://127.0.0.1:{redis_port}") as (urls, _):
                form = (b'--b\r\nContent-Disposition: form-data; name="model"\r\n\r\nwhisper-1\r\n--b--\r\n')
                headers = {"Authorization": "Bearer " + key, "Content-Type": "multipart/form-data; boundary=b"}
                answers = {}
                start = time.perf_counter()

                async def ask(client, turn):
                    while turns:
                        turns.pop()
                        answer = await client.post(urls[turn % 2] + "/v1/audio/transcriptions", content=form, headers=headers)
                        answers[answer.status_code] = answers.get(answer.status_code, 0) + 1
                turns = list(range(arguments.requests))
                async with httpx.AsyncClient(timeout=60) as client:
                    await asyncio.gather(*(ask(client, worker) for worker in range(16)))
                took = time.perf_counter() - start
                print(f"two gateways, one Redis, 1,000 a minute: of {arguments.requests} requests in {took:.1f} s {answers.get(200, 0)}"
                      f" were let in (1,000 and {1000 / 60 * took:.0f} that came back meanwhile); by status {answers}", flush=True)
        finally:
            redis.terminate()
            redis.wait()


if arguments.only in (None, "latency"):
    latency()
if arguments.only in (None, "uploads"):
    asyncio.run(uploads())
if arguments.only in (None, "limit"):
    asyncio.run(limit())
