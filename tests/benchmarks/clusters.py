"""Counting 2,000 texts here and on a cluster of two workers on this machine."""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path

from bot.model.texts import TextCounts
from bot.run.cluster import Cluster
from bot.run.counting import Counting
from tests.benchmarks.corpus import load_articles
from tests.benchmarks.rows import Row, Section
from tests.cluster import DaskCluster
from tests.unit.measures.textcases import vocabulary_of

TEXTS = 2_000
AT_ONCE = 50
"""Texts of one answer of a wiki."""
WORKERS = 2


def measure_cluster(folder: Path) -> Section:
    """Time one process, the processes that a run starts, and workers that were started before.

    On a machine that has no more processors than workers they can gain nothing; what the run itself is left to do, in
    processor seconds, says how many workers it could keep busy.
    """
    texts = _texts_by_wiki()
    characters = sum(len(text) for several in texts.values() for text in several)
    with Counting(processes=1) as alone, Counting(enough=1) as together:
        _timed(alone, {wiki: several[:1] for wiki, several in texts.items()})
        before = time.process_time()
        seconds, expected = _timed(alone, texts)
        cpu = time.process_time() - before
        _timed(together, {wiki: several[:AT_ONCE] for wiki, several in texts.items()})
        timed = {"… its own processes, started": _timed(together, texts)}
    with (
        DaskCluster.start(folder, workers=WORKERS) as dask,
        Cluster(dask.address) as cluster,
        Counting(cluster=cluster) as elsewhere,
    ):
        _timed(elsewhere, {wiki: several[:AT_ONCE] for wiki, several in texts.items()})
        before = time.process_time()
        timed[f"… {WORKERS} workers of a cluster"] = _timed(elsewhere, texts)
        own = time.process_time() - before
        if cluster.trouble:
            raise RuntimeError(cluster.trouble)
    if any(counts != expected for _, counts in timed.values()):
        raise RuntimeError("the counts differ")
    return Section(
        title=f"Counting {TEXTS:,} texts, {characters / 1e6:.0f} million characters\n(rows/s: texts a second)",
        rows=(
            Row(what="one process", seconds=seconds, ratio=1, rate=TEXTS / seconds),
            *(
                Row(what=what, seconds=taken, ratio=taken / seconds, rate=TEXTS / taken)
                for what, (taken, _) in timed.items()
            ),
            Row(what="one process, CPU alone", seconds=cpu, ratio=1, rate=TEXTS / cpu),
            Row(what="… left here by the cluster", seconds=own, ratio=own / cpu, rate=TEXTS / own),
        ),
    )


def _texts_by_wiki() -> Mapping[str, Sequence[str]]:
    """Give articles of many languages, over and over, each a little different."""
    texts: dict[str, list[str]] = defaultdict(list)
    for number, article in enumerate(islice(cycle(load_articles()), TEXTS)):
        texts[article.wiki].append(f"{article.text}\n{number}")
    return texts


def _timed(counting: Counting, texts: Mapping[str, Sequence[str]]) -> tuple[float, dict[str, tuple[TextCounts, ...]]]:
    """Count as a run does: what one answer of a wiki holds at once."""
    begun = time.perf_counter()
    counts = {
        wiki: tuple(
            count
            for first in range(0, len(several), AT_ONCE)
            for count in counting.count(
                several[first : first + AT_ONCE],
                language=wiki.removesuffix("wiki").replace("_", "-"),
                vocabulary=vocabulary_of(wiki),
            )
        )
        for wiki, several in texts.items()
    }
    return time.perf_counter() - begun, counts
