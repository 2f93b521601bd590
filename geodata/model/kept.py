"""Results that are kept with the dataset they were computed from, and freed with it."""

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from geodata.model.dataset import Dataset

P = ParamSpec("P")
R = TypeVar("R")
Function = Callable[Concatenate[Dataset, P], R]


def kept(most: int) -> Callable[[Function[P, R]], Function[P, R]]:
    """Keep the last `most` results of a function of a dataset, for all readers of that dataset.

    A cache beside the dataset would hold on to data that was replaced long ago.
    """

    def keep(function: Function[P, R]) -> Function[P, R]:
        name = f"{function.__module__}.{function.__qualname__}"

        @wraps(function)
        def recalled(dataset: Dataset, /, *args: P.args, **kwargs: P.kwargs) -> R:
            caches: dict[str, Any] = dataset.__dict__.setdefault("_kept", {})
            if name not in caches:
                caches[name] = lru_cache(maxsize=most)(partial(function, dataset))
            result: R = caches[name](*args, **kwargs)
            return result

        return recalled

    return keep
