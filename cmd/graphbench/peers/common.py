"""What every peer in Python does in the same way: read the graph and the
questions, measure, and print lines of JSON. The rule of measuring is that of
measure in report.go."""

import argparse
import csv
import json
import math
import os
import time


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dir", required=True, help="folder of nodes.csv and edges.csv")
    parser.add_argument("--queries", required=True, help="file of the questions, as queries.json of gen")
    parser.add_argument("--budget", type=float, default=20, help="seconds for one kind of question")
    parser.add_argument("--scratch", help="folder for what a peer must keep")
    parser.add_argument("--server", help="URL of one that the peer talks to")
    return parser.parse_args()


def rows(args, name):
    """The rows of nodes.csv or edges.csv, without the header."""
    with open(os.path.join(args.dir, name), encoding="utf-8", newline="") as f:
        reader = csv.reader(f)
        next(reader)
        yield from reader


def say(**line):
    print(json.dumps(line, ensure_ascii=False), flush=True)


def load(about, make):
    """What make() makes of the CSVs, timed."""
    start = time.perf_counter()
    made = make()
    say(**about, load_seconds=time.perf_counter() - start)
    return made


def kilobytes(path, name):
    """The bytes in a line of a file of /proc such as "VmRSS:  12 kB"."""
    with open(path) as f:
        for line in f:
            if line.startswith(name + ":"):
                return int(line.split()[1]) * 1024
    return 0


def resident():
    return kilobytes("/proc/self/status", "VmRSS")


def clock_cost(clock):
    """What reading the clock twice adds to every time."""
    times = []
    for _ in range(1001):
        start = clock()
        times.append(clock() - start)
    return sorted(times)[500]


def measure(kind, samples, budget, ask):
    """ask(kind, sample) answers a size, the lengths of paths, or None where it
    gives up."""
    clock = time.perf_counter_ns
    begin = clock()
    for s in samples[:100]:
        ask(kind, s)
        if clock() - begin > 2e9:
            break
    cost = clock_cost(clock)
    times, answers, first, over = [], [], True, False
    begin = clock()
    while not over and (first or clock() - begin < 1e9):
        for s in samples:
            start = clock()
            a = ask(kind, s)
            times.append(max(clock() - start - cost, 0))
            if first:
                answers.append(a)
            if start - begin > budget * 1e9:
                over = True
                break
        first = False
    times.sort()

    def rank(p):
        return times[max(0, math.ceil(p * len(times)) - 1)] / 1e3

    line = {"kind": kind["name"], "count": len(times), "median_us": rank(0.5), "p99_us": rank(0.99)}
    if kind["ask"] == "paths":
        line["lengths"] = answers
    elif kind["ask"] in ("neighborhood", "list"):
        line["sizes"] = answers
    say(**line)


def no_search(kind):
    return "it has no search by name" if kind["ask"] == "search" else None


def run(args, cannot, ask, memory=resident):
    """Ask everything that the tool can; cannot(kind) says why not, or nothing."""
    with open(args.queries, encoding="utf-8") as f:
        q = json.load(f)
    for kind in q["kinds"]:
        why = cannot(kind)
        if why:
            say(kind=kind["name"], unsupported=why)
        else:
            measure(kind, q["samples"][kind["over"]], args.budget, ask)
    say(rss_bytes=memory())
