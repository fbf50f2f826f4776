"""Any text gives a record whose offsets are right."""

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import extract
from kg.read import read_text
from kg.record import from_json, to_json
from tests.extractors.test_records import mentions_of

PIECES = [
    "Presiden Rusia Vladimir Putin", "Kim Jong Un", "Kremlin", "AS", "para pejabat AS", "Menteri Luar Negeri", "Ia",
    "mengatakan", "kata", "ujarnya", "membantah", "dituduh oleh", "menurut", "bahwa", "dikutip", "katanya",
    "pertemuan", "bertemu", "rudal balistik", "pada Selasa (12/9/2023)", "31/2/2023", "99/99/9999", "Februari 2022",
    "“", "”", '"', "'", "‘", "(", ")", ",", ".", ":", ";", "?", "-", "–", "\n", "\n\n", " ", "\t", "\u202e", "\u200b",
    "Baca juga:", "Foto:", "é", "e\u0301", "😀", "ﬁ", "İ", "ß", "１２",
]  # fmt: skip


def check(text: str) -> None:
    record = extract(read_text(text.encode(), "x.txt").article)
    found = record.article.text
    for mentions in mentions_of(record):
        assert mentions
        for mention in mentions:
            assert found[mention.start : mention.end] == mention.text
            assert mention.text
    people = {p.id for p in record.persons} | {o.id for o in record.organizations}
    meetings = {m.id for m in record.meetings}
    for s in record.statements:
        assert 0 <= s.start < s.end <= len(found)
        assert s.speaker
        assert s.speaker_id is None or s.speaker_id in people
        assert set(s.about.persons) <= people
        assert set(s.about.meetings) <= meetings
        assert s.cue is None or found[s.cue.start : s.cue.end] == s.cue.text
    assert from_json(to_json(record)) == record


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map(" ".join).filter(str.strip))
def test_any_mixture_of_news_gives_a_record(text: str) -> None:
    check("a" + text)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(min_size=1, max_size=300).filter(lambda t: t.strip() and "\x00" not in t))
def test_any_unicode_gives_a_record(text: str) -> None:
    check("a " + text)


def test_any_length_of_line_gives_a_record() -> None:
    check('"Kami siap," kata Kim Jong Un kepada Vladimir Putin pada Selasa. ' * 4000)
    check("a" * 300_000)
    check('"' * 20_000)
