"""Runs every collector of mktxp once against every router of a configuration folder: collect.py FOLDER.

Prints JSON lines: {"router", "collector", "samples": [[name, labels, value], …]}, or "error" for a collector that
raises. mktxp's own /metrics would answer 500 for all routers as soon as one value is no number.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

from mktxp.cli.config import CustomConfig, config_handler

# mktxp logs by print().
output, sys.stdout = sys.stdout, sys.stderr
config_handler(CustomConfig(sys.argv[1]))

from mktxp.flow.collector_registry import CollectorRegistry  # noqa: E402
from mktxp.flow.router_entries_handler import RouterEntriesHandler  # noqa: E402


def collect(collector, router):
    if not router.is_ready():
        return {"error": "no connection"}
    try:
        samples = [sample for metric in collector(router) for sample in metric.samples]
    except Exception as error:  # mktxp skips all further collectors of the router here
        return {"error": f"{type(error).__name__}: {error}"}
    return {"samples": [[s.name, s.labels, str(s.value)] for s in samples]}


def collect_all(router):
    collectors = CollectorRegistry().registered_collectors.items()
    return [
        {"router": router.router_name, "collector": name, **collect(collector, router)}
        for name, collector in collectors
    ]


routers = list(RouterEntriesHandler().router_entries)
with ThreadPoolExecutor(len(routers)) as pool:
    for results in pool.map(collect_all, routers):
        for result in results:
            print(json.dumps(result), file=output)
