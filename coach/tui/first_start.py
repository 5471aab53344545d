"""Whether the program is started here for the first time: a small file remembers the answer."""

import os
from contextlib import suppress

from coach.paths import data_dir

NAME = "welcomed"


def now() -> bool:
    """Whether it is the first start; from then on it is not."""
    path = os.path.join(data_dir(), NAME)  # noqa: PTH118 - as in paths
    if os.path.exists(path):  # noqa: PTH110 - the same
        return False
    with suppress(
        OSError
    ):  # a folder that cannot be written asks again; nothing else depends on it
        os.makedirs(data_dir(), exist_ok=True)  # noqa: PTH103 - the same
        with open(path, "x", encoding="utf-8"):  # noqa: PTH123 - the same
            return True
    return True
