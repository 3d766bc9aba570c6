"""A real scheduler of Dask distributed and its workers on the loopback address, for as long as a context lasts.

with DaskCluster.start(folder, workers=2) as cluster:
    cluster.address
"""

from tests.cluster.server import DaskCluster

__all__ = ["DaskCluster"]
