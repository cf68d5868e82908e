"""What a run was made on and with."""
import os
import platform
import re
import subprocess
import time
from importlib.metadata import version
from pathlib import Path

from serving import ROOT

PEERS = ["faster-whisper", "ctranslate2", "faster-whisper-server", "kokoro-onnx", "onnxruntime", "fastkokoro", "llama-cpp-python"]


def processor():
    return re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())[1]


def memory():
    kilobytes = int(re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[1])
    return f"{kilobytes / 2 ** 20:.1f} GiB"


def commit():
    def git(*arguments):
        return subprocess.run(["git", "-C", ROOT, *arguments], capture_output=True, text=True, check=True).stdout.strip()
    changed = git("status", "--porcelain", "--untracked-files=no")
    return git("log", "-1", "--format=%h of %cs") + (", with changes" if changed else "")


def library(name):
    """The version of a library that Parley runs with."""
    found = [file.stem for file in (ROOT / "standalone" / "target" / "lib").glob(f"{name}-[0-9]*.jar")]
    return found[0].removeprefix(name + "-") if found else "unknown"


def jdk(pid):
    """Of a running server."""
    release = Path(f"/proc/{pid}/exe").resolve().parent.parent / "release"
    return re.search(r'JAVA_RUNTIME_VERSION="(.*?)"', release.read_text())[1]


def about(pid):
    return {
        "date": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        "processor": f"{processor()}, {os.cpu_count()} cores",
        "memory": memory(),
        "system": platform.platform(),
        "Parley": f"{commit()}, JDK {jdk(pid)}, ONNX Runtime {library('onnxruntime')}",
        "peers": f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in PEERS),
        "CTranslate2's instructions": os.environ.get("CT2_FORCE_CPU_ISA", "its own choice"),
    }
