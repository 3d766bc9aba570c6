"""The operator's files of names."""

from bot.model.campaigns import NamesFile, Privacy
from bot.model.errors import OperatorError
from bot.model.problems import Place, Problem, Severity
from bot.run.names_files import NamesFiles, read_names_files
from tests.unit.factories import campaign, program

FILES = {"a.txt": "Asha\r\nਗੁਰਪ੍ਰੀਤ \n\n  asha\n小_明\n", "b.txt": "مريم\n[[User:Bola]]\n192.0.2.7\n"}


def read(path: str) -> str:
    if path not in FILES:
        raise OperatorError(f"{path}: there is no such file")
    return FILES[path]


def read_all(*paths: str) -> NamesFiles:
    sources = tuple(NamesFile(path=path) for path in paths)
    programs = (program(sources=sources, privacy=Privacy.HIDDEN), program(name="Again", sources=sources))
    return read_names_files(read, [("config/campaigns/a.yaml", campaign(*programs))])


def test_names_stand_one_a_line_in_any_spelling() -> None:
    assert read_all("a.txt") == NamesFiles(names={"a.txt": ("Asha", "ਗੁਰਪ੍ਰੀਤ", "小 明")}, problems=())


def test_what_is_no_name_is_told_by_its_line_alone() -> None:
    unread = tuple(
        Problem(
            place=Place(source="b.txt", line=line, column=1),
            message="this is no account name",
            hint="write one name a line, and nothing else",
            severity=Severity.WARNING,
        )
        for line in (2, 3)
    )
    assert read_all("b.txt") == NamesFiles(names={"b.txt": ("مريم",)}, problems=unread)


def test_a_file_that_cannot_be_read_is_told_once_and_the_others_are_read() -> None:
    problem = Problem(
        place=Place(source="config/campaigns/a.yaml"), message="a file of names: c.txt: there is no such file"
    )
    assert read_all("c.txt", "a.txt") == NamesFiles(names={"a.txt": ("Asha", "ਗੁਰਪ੍ਰੀਤ", "小 明")}, problems=(problem,))
