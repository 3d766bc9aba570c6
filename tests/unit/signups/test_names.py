"""What MediaWiki makes of a user name, and what it refuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.signups import is_ip, normalize_name
from bot.signups.names import hide_addresses


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("asha", "Asha"),
        ("  _asha__rao_ ", "Asha rao"),
        ("\u200eਗੁਰਪ੍ਰੀਤ\u200f", "ਗੁਰਪ੍ਰੀਤ"),
        ("\u2068زینب\u2069", "زینب"),
        ("Zoe\u0301", "Zoé"),
        ("çelik", "Çelik"),
        ("ßtraße", "ßtraße"),
        ("თამარი", "თამარი"),
        ("ǆ", "ǅ"),
        ("ﬁona", "Fiona"),
        ("Asha\u00a0Rao", "Asha Rao"),
        ("Asha\u3000Rao", "Asha Rao"),
        ("ａｓｈａ", "Ａｓｈａ"),
        ("~2026-12345-6", "~2026-12345-6"),
        ("1.2.3", "1.2.3"),
        ("50% cotton", "50% cotton"),
        ("R&D", "R&D"),
        ("মিতা", "মিতা"),
        ("小明", "小明"),
        ("สมชาย", "สมชาย"),
        ("ñ" * 127, "Ñ" + "ñ" * 126),
    ],
)
def test_a_name_comes_out_as_mediawiki_writes_it(written: str, name: str) -> None:
    assert normalize_name(written) == name


@pytest.mark.parametrize(
    "written",
    [
        "",
        "   ",
        "\u200e\u200f",
        ".",
        "..",
        "A#B",
        "A<B",
        "A>B",
        "A[B",
        "A]B",
        "A|B",
        "A{B",
        "A}B",
        "A/B",
        "A@B",
        "A:B",
        "A\nB",
        "A\x00B",
        "A\x7fB",
        "A\ufffdB",
        "A\ue000B",
        "A" + chr(0xD800),
        "A%41B",
        "A&amp;B",
        "A~~~B",
        "1.2.3.4",
        "300.300.300.300",
        "1.2.3.xxx",
        "1.2.3.4-1.2.3.9",
        "a" * 256,
        "ਗ" * 86,
    ],
)
def test_what_no_account_can_be_called_is_refused(written: str) -> None:
    assert normalize_name(written) is None


@pytest.mark.parametrize(
    "text",
    ["192.0.2.1", " 192.0.2.1 ", "999.1.2.3", "1.2.3.xxx", "192.0.2.0/24", "2001:db8::1", "2001:DB8::/32", "::1"],
)
def test_addresses_are_recognized(text: str) -> None:
    assert is_ip(text)


@pytest.mark.parametrize(
    "text", ["Asha", "1.2.3", "1.2.3.4.5", "1.2.3.a", "12:30", "::x", "fe80::1%eth0", "", "١.٢.٣.٤"]
)
def test_names_and_numbers_are_no_addresses(text: str) -> None:
    assert not is_ip(text)


def test_addresses_are_hidden_where_text_is_quoted() -> None:
    quoted = "* 192.0.2.1 and 2001:db8::1. 16:34, 1.2.3, [[User:198.51.100.7]] :: #: 1.2.3.4.5"
    assert hide_addresses(quoted) == "* … and …. 16:34, 1.2.3, [[User:…]] :: #: 1.2.3.4.5"


@given(st.text(max_size=300))
def test_a_name_that_is_normal_stays_so(text: str) -> None:
    name = normalize_name(text)
    assert name is None or normalize_name(name) == name


@given(st.text(max_size=300))
def test_no_name_is_an_address_and_all_fit(text: str) -> None:
    name = normalize_name(text)
    assert name is None or (not is_ip(name) and 0 < len(name.encode()) <= 255)
