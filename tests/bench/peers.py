#!/usr/bin/env python3
"""Times postbud beside its peers on the same workloads, in turn, and prints ratios.

usage: peers.py --kit DIR [--postbud PATH] [--newman COMMAND] [--hurl COMMAND] [--runs N] [PLAN ...]

DIR holds the workloads: collections/NAME.postman_collection.json, hurl/NAME.hurl, data/rows-N.csv, by
the names in PLANS. The server they name answers GET /json (1 KB), POST /echo, GET /big?kb=N,
GET /html?kb=N and GET /slow?ms=N. A plan is a line of PLANS; without any, all are run. A peer that is not given, or has no such workload, is
left out. Wall seconds, processor seconds of all processes, and the sum of the peak memory of all
processes that live at the same time, each a median. `newman ×` and `hurl ×`: how many times longer
the peer took, of the same call.

growth: `peers.py --kit DIR --growth` prints memory and milliseconds a request at 1,000, 10,000 and
100,000 requests.
"""
import argparse
import os
import resource
import shlex
import statistics
import subprocess
import threading
import time

# name: (what, collection, further arguments of postbud and newman, file and repetitions of hurl)
PLANS = {
    "version": ("`--version`", None, ["--version"], ("--version", 0)),
    "w1": ("one request, one test", "w1", [], ("w1", 1)),
    "w2": ("ten requests, scripts", "w2", [], ("w2", 1)),
    "w3": ("1,000 requests, scripts", "w2", ["-n", "100"], ("w2", 100)),
    "w4": ("10,000 requests, scripts", "w2", ["-n", "1000"], ("w2", 1000)),
    "w5a": ("1 MB of JSON in a test", "w5a", [], ("w5a", 1)),
    "w5b": ("10 MB of JSON in a test", "w5b", [], ("w5b", 1)),
    "w6": ("HMAC, lodash, JSON schema, cheerio", "w6", [], None),
    "w7": ("10,000 rows, a request each", "w7", ["-d", "data/rows-10000.csv"], None),
    "w8": ("10 requests to a slow server (100 ms)", "w8", [], ("w8", 1)),
}


def children(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as found:
            return [int(child) for child in found.read().split()]
    except OSError:
        return []


def peak(pid):
    """Peak resident memory of a process and its children, in MB."""
    total = 0
    for each in [pid, *children(pid)]:
        try:
            with open(f"/proc/{each}/status") as status:
                total += next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
        except (OSError, StopIteration):
            pass
    return total / 1024


def run(command, folder):
    """Runs a command; returns wall and processor seconds, peak memory in MB and the exit code."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    process = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    most, ended = [0.0], threading.Event()

    def watch():
        while not ended.wait(0.002 if time.monotonic() - began < 2 else 0.1):
            most[0] = max(most[0], peak(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    code = process.wait()
    wall = time.monotonic() - began
    ended.set()
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": wall, "cpu": spent, "mb": most[0], "code": code}


def contenders(plan, options):
    what, collection, more, hurl = PLANS[plan]
    files = [f"collections/{collection}.postman_collection.json"] if collection else []
    words = (["run"] if collection else []) + files + more
    found = {"postbud": shlex.split(options.postbud) + words}
    if options.newman:
        found["newman"] = shlex.split(options.newman) + words
    if options.hurl and hurl:
        name, times = hurl
        tail = ["--no-color", "-o", "/dev/null", "--repeat", str(times), f"hurl/{name}.hurl"]
        found["hurl"] = shlex.split(options.hurl) + (tail if times else [name])
    return what, found


def medians(commands, options):
    runs = {name: [] for name in commands}
    for number in range(-1, options.runs):
        for name, command in commands.items():
            got = run(command, options.kit)
            if got["code"] != 0:
                raise SystemExit(f"{name} ended with {got['code']}: {shlex.join(command)}")
            if number >= 0:
                runs[name].append(got)
    middle = lambda name, figure: statistics.median(got[figure] for got in runs[name])
    return {name: {figure: middle(name, figure) for figure in ("wall", "cpu", "mb")} for name in runs}


def seconds(value):
    return f"{value:.3f} s" if value < 1 else f"{value:.2f} s"


def compare(options):
    print("| workload | postbud | newman | newman × wall, CPU | hurl | hurl × wall |")
    print("|---|---|---|---|---|---|")
    for plan in options.plans or PLANS:
        what, commands = contenders(plan, options)
        got = medians(commands, options)
        shown = lambda name: (
            f"{seconds(got[name]['wall'])} · {got[name]['cpu']:.2f} s CPU · {got[name]['mb']:.0f} MB"
            if name in got else "–"
        )
        ours = got["postbud"]
        times = lambda name, figure: f"{got[name][figure] / max(ours[figure], 0.001):.2f}"
        newman = f"{times('newman', 'wall')}, {times('newman', 'cpu')}" if "newman" in got else "–"
        hurl = times("hurl", "wall") if "hurl" in got else "–"
        row = [what, shown("postbud"), shown("newman"), newman, shown("hurl"), hurl]
        print(f"| {' | '.join(row)} |", flush=True)


def growth(options):
    print("| requests | postbud, scripts | ms a request | postbud, rows | ms a request |")
    print("|---|---|---|---|---|")
    postbud = shlex.split(options.postbud)
    for count in (1_000, 10_000, 100_000):
        cells = []
        for name, more in (("w2", ["-n", str(count // 10)]), ("w7", ["-d", f"data/rows-{count}.csv"])):
            got = run([*postbud, "run", f"collections/{name}.postman_collection.json", *more], options.kit)
            cells += [f"{seconds(got['wall'])} · {got['mb']:.1f} MB", f"{got['wall'] * 1000 / count:.3f}"]
        print(f"| {count:,} | {' | '.join(cells)} |", flush=True)


def main():
    arguments = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1])
    arguments.add_argument("plans", nargs="*", choices=[[], *PLANS], metavar="PLAN")
    arguments.add_argument("--kit", required=True, type=os.path.abspath)
    here = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    arguments.add_argument("--postbud", default=os.path.join(here, "target/release/postbud"))
    arguments.add_argument("--newman")
    arguments.add_argument("--hurl")
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--growth", action="store_true")
    options = arguments.parse_args()
    (growth if options.growth else compare)(options)


if __name__ == "__main__":
    main()
