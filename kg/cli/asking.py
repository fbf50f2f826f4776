"""``kg ask``."""

import argparse
from contextlib import closing

from kg.cli.output import print_json, print_table
from kg.cli.terminal import remark, say
from kg.config import store_url
from kg.store import open_store


def ask(options: argparse.Namespace) -> int:
    """Print how the question was read and what was found; status 1 if nothing of it could be used."""
    from api.ask import answer

    with closing(open_store(store_url(options.store), readonly=True)) as store:
        found = answer(store, options.question, first=options.first)
    if options.json:
        print_json(found.as_json())
    else:
        say(found.interpretation)
        print_table(
            ("speaker", "act", "date", "content", "outlet"),
            [(row.speaker, row.act, row.date or "", row.content, row.outlet) for row in found.rows],
        )
        say(f"{len(found.rows)} of {found.total} statements")
    for part in found.unknown:
        remark(f"kg: not used: {part}")
    return 0 if found.is_understood else 1
