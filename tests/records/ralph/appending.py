"""Ralph's server with a file-system backend that takes more than one write.

As it is shipped, every write after the first is refused, because the file is there already.
"""

from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend

FSLRSBackend.default_operation_type = BaseOperationType.APPEND

from ralph.api import app  # noqa: E402 - the backend must be mended before it is made

__all__ = ["app"]
