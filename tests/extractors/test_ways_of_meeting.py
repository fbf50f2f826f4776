"""Everybody meets everybody in every way: who meets, combined with how it is told. All names are ours."""

import re
from itertools import product
from pathlib import Path

import pytest

from tests.extractors.test_records import record

ONE = {
    "Presiden Kenya Samuel Otieno": "Samuel Otieno",
    "Menteri Luar Negeri Peru, Rosa Vega,": "Rosa Vega",
    "Ketua Umum PAN Hasan Basri": "Hasan Basri",
    "Wali Kota Bogor Rina Lestari": "Rina Lestari",
    "Panglima TNI Jenderal Agus Wirawan": "Agus Wirawan",
    "Duta Besar Jepang untuk Indonesia Kenji Tanabe": "Kenji Tanabe",
}
OTHER = {
    "Perdana Menteri Belgia Luc Peeters": "Luc Peeters",
    "mitranya dari Belgia, Luc Peeters,": "Luc Peeters",
    "Ketua DPR Joko Susilo": "Joko Susilo",
    "Ketua Umum Partai Golkar Joko Susilo": "Joko Susilo",
    "Gubernur Bali, Wayan Suarta,": "Wayan Suarta",
    "Menteri Keuangan Sri Hartati": "Sri Hartati",
    "utusan khusus PBB Henrik Salden": "Henrik Salden",
}


@pytest.mark.parametrize(
    "way",
    [
        "{one} bertemu {other} di Lima.",
        "{one} mengadakan pertemuan dengan {other} di Lima.",
        "{one} menyambangi kediaman {other} di Lima.",
        "{one} berkunjung ke rumah {other} di Lima.",
        "{one} menerima {other} di Lima.",
        "{one} diterima oleh {other} di Lima.",
        "{one} disambangi {other} di rumahnya.",
        "{one} diundang {other} untuk membahas hal itu.",
        "{one} sempat berbicara lewat telepon dengan {other}.",
        "{one} batal bertemu {other} di Lima.",
        "Pertemuan antara {one} dan {other} digelar di Lima.",
        "Dalam pertemuannya dengan {other} di Lima, {one} mengatakan semua baik.",
        "{one}, yang bertemu {other} pada Senin, mengatakan semua baik.",
        '"Semua baik," kata {one} seusai bertemu {other} di Lima.',
        '"Saya sudah bertemu {other} kemarin," kata {one}.',
        "Sebelum pulang, {one} sempat menemui {other}.",
        "Kedatangan {one} disambut {other} di bandara.",
    ],
)
def test_both_meet(way: str, tmp_path: Path) -> None:
    alone = []
    for (one, its), (other, theirs) in product(ONE.items(), OTHER.items()):
        text = re.sub(r",\s*([.,])", r"\1", way.format(one=one, other=other)) + " Acara itu tertutup."
        meetings = record(text[0].upper() + text[1:], tmp_path).meetings
        if not any({its, theirs} <= set(meeting.participants) for meeting in meetings):
            alone.append(text)
    assert alone == []


def test_who_attends_meets_who_leads(tmp_path: Path) -> None:
    text = "Wali Kota Bogor Rina Lestari menghadiri rapat di Lima yang dipimpin Menteri Keuangan Sri Hartati."
    (meeting,) = record(text, tmp_path).meetings
    assert set(meeting.participants) == {"Rina Lestari", "Sri Hartati"}
