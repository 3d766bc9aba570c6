"""Work on a cluster comes to what it comes to here, whatever happens to workers, and needs nothing secret there."""

import os
import pickle
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.cli.shipped import text_vocabularies
from bot.measures import count_text
from bot.model.texts import TextCounts
from bot.run.cluster import Cluster
from bot.run.counting import Counting, count_texts
from tests.cluster import DaskCluster

TEXTS = tuple(
    text * (number % 7)
    for number, text in enumerate(
        ("ਸ਼ਬਦ ਦੋ<ref>ਹਵਾਲਾ</ref> ", "كلمة ", "শব্দ ", "漢字かな ", "ภาษาไทย ", "word [[a|b]] ") * 20
    )
)
VOCABULARY = text_vocabularies(Path())("pawiki")
HERE = tuple(count_text(text, language="pa", vocabulary=VOCABULARY) for text in TEXTS)


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """Give a cluster of two workers."""
    with DaskCluster.start(tmp_path_factory.mktemp("dask"), workers=2) as dask:
        yield dask


class Recording(Cluster):
    """Remembers what is sent."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.sent: list[Any] = []

    def _executor(self) -> Executor | None:
        executor = super()._executor()
        return _Recorder(executor, self.sent) if executor else None


class _Recorder(Executor):
    def __init__(self, executor: Executor, sent: list[Any]) -> None:
        self._executor, self._sent = executor, sent

    def submit(self, do: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        self._sent.append((do, arguments, named))
        return self._executor.submit(do, *arguments, **named)


def count(cluster: Cluster, texts: Sequence[str] = TEXTS) -> tuple[TextCounts, ...]:
    with Counting(cluster=cluster) as counting:
        return counting.count(texts, language="pa", vocabulary=VOCABULARY)


def die_once(marker: Path, texts: Sequence[str]) -> Sequence[TextCounts]:
    """Count, but the first worker that does is killed with half of it done."""
    counted = count_texts(texts[: len(texts) // 2], language="pa", vocabulary=VOCABULARY)
    try:
        marker.touch(exist_ok=False)
    except FileExistsError:
        return (*counted, *count_texts(texts[len(texts) // 2 :], language="pa", vocabulary=VOCABULARY))
    os.kill(os.getpid(), signal.SIGKILL)
    return ()


def fail(texts: Sequence[str]) -> Sequence[TextCounts]:
    raise MemoryError(len(texts))


def test_the_numbers_are_those_that_are_counted_here(dask: DaskCluster) -> None:
    with Recording(dask.address) as cluster:
        assert count(cluster) == HERE
        assert count(cluster, TEXTS[:1]) == HERE[:1]
        assert count(cluster, ()) == ()
        assert cluster.trouble is None
    assert len(cluster.sent) >= 2
    sent = [text for _, (part,), _ in cluster.sent for text in part]
    assert sent == [*TEXTS, TEXTS[0]]


def test_what_is_sent_are_texts_names_and_versions(dask: DaskCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPAIGNBOT_ACCESS_SECRET", "ਗੁਪਤ")
    with Recording(dask.address) as cluster:
        count(cluster)
    ((do, arguments, named), *_) = cluster.sent
    assert (do.func.__module__, named) == ("bot.run.cluster", {})
    likeness, work = do.args
    assert all(isinstance(one, str | int | bool) for one in likeness)
    assert (work.func, work.args, set(work.keywords)) == (count_texts, (), {"language", "vocabulary"})
    assert all(isinstance(text, str) for text in arguments[0])
    assert "ਗੁਪਤ".encode() not in pickle.dumps((likeness, work, arguments))


def test_a_worker_that_fails_leaves_the_work_to_who_asked(dask: DaskCluster) -> None:
    with Cluster(dask.address) as cluster:
        assert cluster.share_out(fail, TEXTS) is None
        assert cluster.trouble == f"MemoryError on the cluster at {dask.address}; this run does the work itself"
        assert count(cluster) == HERE


def test_a_worker_of_another_version_is_not_trusted(dask: DaskCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.run.cluster.WORDS_VERSION", 999)
    with Cluster(dask.address) as cluster:
        assert count(cluster) == HERE
        assert "UnlikeError" in str(cluster.trouble)


def test_without_a_scheduler_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.run.cluster.CONNECTING_SECONDS", 1)
    with Cluster("tcp://127.0.0.1:9") as cluster:
        assert count(cluster) == HERE
        assert "when connecting to the cluster" in str(cluster.trouble)


def test_a_worker_that_is_killed_half_way_changes_nothing(dask: DaskCluster, tmp_path: Path) -> None:
    """The last test of the module: one worker is gone afterwards."""
    with Cluster(dask.address) as cluster:
        assert cluster.share_out(partial(die_once, tmp_path / "killed"), TEXTS) == HERE
        assert count(cluster) == HERE
        assert cluster.trouble is None
    assert [worker.poll() is None for worker in dask.workers].count(False) == 1
