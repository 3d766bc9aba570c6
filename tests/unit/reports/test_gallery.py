"""The uploaded files of a report: pictures where there can be some, all of it escaped, and never without end."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.model.campaigns import Privacy
from bot.model.results import UploadResult
from bot.reports import Renderer
from bot.reports.gallery import MOST_FILES
from bot.reports.wikitext import Wikitext, gallery_line
from tests.unit.reports import samples


def rendered(renderer: Renderer, *files: UploadResult, unlisted: int = 0, privacy: Privacy = Privacy.PUBLIC) -> str:
    report = samples.program_report(privacy=privacy)
    result = replace(report.result, uploads=files, unlisted_uploads=unlisted)
    return renderer.program(replace(report, result=result), samples.CAMPAIGN, samples.CONTEXT)[0]


def file(number: int, **changes: object) -> UploadResult:
    one = UploadResult(
        wiki="commonswiki",
        title=f"ਤਸਵੀਰ {number}.jpg",
        participant="Çelik",
        deleted=False,
        usages=number,
        known_at=samples.NOW,
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def lines(text: str) -> list[str]:
    found = re.search(r"<gallery[^>]*>\n(.*?)\n</gallery>", text, re.DOTALL)
    return found[1].splitlines() if found else []


def test_without_files_there_is_no_section(renderer: Renderer) -> None:
    assert 'id="uploads"' not in rendered(renderer)


def test_files_of_people_who_are_not_named_are_only_counted(renderer: Renderer) -> None:
    text = rendered(renderer, unlisted=1)
    assert "And 1 more file, uploaded by somebody who is not named." in text
    assert "<gallery" not in text


def test_no_more_pictures_are_shown_than_a_page_bears(renderer: Renderer) -> None:
    text = rendered(renderer, *(file(number) for number in range(MOST_FILES + 5)))
    assert len(lines(text)) == MOST_FILES
    assert "And 5 more files." in text


def test_what_is_deleted_or_held_by_another_wiki_is_named_and_not_pictured(renderer: Renderer) -> None:
    text = rendered(renderer, file(1, wiki="pawiki"), file(2, deleted=True, usages=None), file(3, wiki="metawiki"))
    assert [line.partition("|")[0] for line in lines(text)] == ["File:ਤਸਵੀਰ 3.jpg"]
    assert "* <s><bdi>ਤਸਵੀਰ 2.jpg</bdi></s>" in text
    assert "* [[:pa:File:ਤਸਵੀਰ 1.jpg|" in text


def test_where_nobody_may_be_told_apart_there_are_no_files(renderer: Renderer) -> None:
    assert 'id="uploads"' not in rendered(renderer, file(1), unlisted=3, privacy=Privacy.HIDDEN)


@given(st.text(min_size=1, max_size=60))
def test_no_title_breaks_out_of_its_line(title: str) -> None:
    line = gallery_line(title, Wikitext("caption"))
    if line is not None:
        target, alt, caption = line.split("|")
        assert target.startswith("File:")
        assert alt.startswith("alt=")
        assert caption == "caption"
        assert not re.search(r"[<>\[\]{}\n]|''|~~~|__", line)
