"""``kg extract``."""

import argparse
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from kg.cli.output import print_json, print_table
from kg.cli.terminal import remark
from kg.cli.workers import extraction
from kg.errors import InputError, JubirError
from kg.read import ReadArticle, Rejected, read_articles, read_text
from kg.record import Record, StatementRecord, to_json

AT_ONCE = 64
"""Articles held in memory at a time."""


def extract(options: argparse.Namespace) -> int:
    """Print records in the order given; status 1 if a file could not be used."""
    form = options.format or ("json" if options.json else "table" if sys.stdout.isatty() else "jsonl")
    rejected: list[Rejected] = []
    articles = _good(_read(options.files), rejected)
    records: list[Record] = []
    with extraction(options.jobs) as run:
        while chunk := list(islice(articles, AT_ONCE)):
            results = run([item.article for item in chunk])
            for item, result in zip(chunk, results, strict=True):
                if isinstance(result, JubirError):
                    rejected.append(Rejected(item.source, str(result), ""))
                elif form == "jsonl":
                    print_json(to_json(result), indent=None)
                elif form == "json":
                    records.append(result)
                else:
                    print_record(result, explain=options.explain)
    if form == "json":
        print_json([to_json(record) for record in records])
    for item_ in rejected:
        remark(f"kg: {item_.path}: {item_.reason}{'; ' + item_.way_out if item_.way_out else ''}")
    return 1 if rejected else 0


def _read(files: list[str]) -> Iterator[ReadArticle | Rejected]:
    for name in files:
        if name != "-":
            yield from read_articles([Path(name)])
            continue
        try:
            yield read_text(sys.stdin.buffer.read(), "-")
        except InputError as exc:
            yield Rejected("-", str(exc), "")
        except OSError as exc:
            reason = f"standard input cannot be read: {exc.strerror or exc}"
            yield Rejected("-", reason, "send a text to it, or name a file")


def _good(found: Iterator[ReadArticle | Rejected], rejected: list[Rejected]) -> Iterator[ReadArticle]:
    for item in found:
        if isinstance(item, Rejected):
            rejected.append(item)
        else:
            yield item


def print_record(record: Record, *, explain: bool) -> None:
    """One record as tables for a person."""
    print_table(
        ("entity", "what", "state", "official", "mentions"),
        [
            *(("person", p.name, p.state or "", _yes(p.official), str(len(p.mentions))) for p in record.persons),
            *(
                ("organisation", f"{o.name} ({o.kind})", o.state or "", "", str(len(o.mentions)))
                for o in record.organizations
            ),
            *(("state", s.code, s.code, "", str(len(s.mentions))) for s in record.states),
            *(("weapon", w.label, "", "", str(len(w.mentions))) for w in record.weapons),
            *(("meeting", _meeting(m), "", "", str(len(m.mentions))) for m in record.meetings),
        ],
        title=f"{record.article.file}: {record.article.title or record.article.id}",
    )
    columns = ("speaker", "act", "mode", "date", "text", *(("found by",) if explain else ()))
    print_table(columns, [_statement(s, record.article.text, explain=explain) for s in record.statements])


def _meeting(m) -> str:  # type: ignore[no-untyped-def]
    return f"{' – '.join(m.participants or m.states)} ({m.kind}, {m.status}, {m.date or 'no date'})"


def _statement(s: StatementRecord, text: str, *, explain: bool) -> tuple[str, ...]:
    row = (
        f"{s.speaker}{' *' if s.official else ''}",
        s.act,
        s.mode,
        s.date or "",
        " ".join(text[s.start : s.end].split()),
    )
    cue = f"“{s.cue.text}”, " if s.cue else ""
    return (*row, f"{cue}{s.rule or ''}") if explain else row


def _yes(value: bool) -> str:
    return "yes" if value else ""
