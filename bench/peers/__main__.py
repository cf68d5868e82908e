"""Parley beside its peers, in one run.

    bench/run [--only transcription ...] [--rounds 3] [--quick]

Every job asks Parley and its peers in turns, waiting in between until the machine idles. Prints a table by job, with medians and the
least and most of the rounds, and what of the aims was reached; writes the same as Markdown with the machine and the versions, and the
raw figures as JSON beside it. Nothing else should be running.
"""
import argparse
import contextlib
import importlib
import json
import signal
import sys
from pathlib import Path

import serving
from peers import machine, report
from peers.processes import Others
from peers.systems import WHISPER

JOBS = ["start", "transcription", "hour", "speech", "callers", "chat"]


class Run:
    """What a job is given, and where it puts what it finds."""

    def __init__(self, asked, servers):
        self.audio, self.rounds, self.quick = asked.audio, asked.rounds, asked.quick
        self.variants, self.whisper = asked.variants, asked.whisper
        self.minutes, self.pause, self.seed = asked.minutes, asked.pause, asked.seed
        self.servers, self.started = servers, None
        self.measures, self.notes, self.raw, self.others = [], {}, {}, {}

    def parley(self):
        """(base URL, process id) of the one that jobs share."""
        if not self.started:
            self.started = self.servers.enter_context(serving.parley(parley_asr_max_upload="1GB", parley_gateway_max_upload="1GB"))
        return self.started

    def add(self, measure):
        self.measures.append(measure)

    def note(self, job, text):
        self.notes.setdefault(job, []).append(text)

    @staticmethod
    def say(text):
        print(text, file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(prog="bench/run", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=JOBS, default=JOBS, metavar="JOB", help=f"of {', '.join(JOBS)}")
    parser.add_argument("--rounds", type=int, help="3, or 1 with --quick")
    parser.add_argument("--quick", action="store_true", help="little of everything, to see that it works")
    parser.add_argument("--variants", action="store_true", help="of the job transcription: other settings of Parley, too")
    parser.add_argument("--whisper", default=WHISPER, help="of the job transcription: the model")
    parser.add_argument("--minutes", type=float, help="of the job hour: 60, or 2 with --quick")
    parser.add_argument("--pause", type=float, default=0.5, help="of the job hour: seconds of silence after each clip")
    parser.add_argument("--seed", type=int, help="of the job hour: of a random order of the clips; without it, that of the manifest")
    parser.add_argument("--audio", type=Path, default=serving.ROOT.parent / "shared" / "audio", help="folder with manifest.csv")
    parser.add_argument("--out", type=Path, default=serving.ROOT / "bench" / "results" / "peers", help="file for the results, without its ending")
    asked = parser.parse_args()
    asked.rounds = asked.rounds or (1 if asked.quick else 3)
    asked.minutes = asked.minutes or (2 if asked.quick else 60)
    # what was started ends with the run, whatever ends that
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with contextlib.ExitStack() as servers:
        run = Run(asked, servers)
        for job in asked.only:
            others = Others()
            importlib.import_module(f"peers.{job}").measure(run)
            run.others[job] = others.cores()
            write(run, asked.out)
    print(report.text(run.measures))
    run.say(f"written: {asked.out}.md and .json")


def write(run, file):
    """After each job: the next one may be interrupted."""
    about = machine.about(run.parley()[1])
    file.parent.mkdir(parents=True, exist_ok=True)
    file.with_suffix(".md").write_text(report.page(run.measures, run.notes, about, run.others))
    file.with_suffix(".json").write_text(json.dumps({
        "about": about, "others": run.others, "measures": [vars(measure) for measure in run.measures], "raw": run.raw}, indent=1))


if __name__ == "__main__":
    main()
