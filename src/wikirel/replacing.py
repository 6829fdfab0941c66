"""What may be replaced by a file that is written whole or not at all.

Such a file is written under another name and then put in place.  A device or a pipe that has the name would be gone
then, for every program: the administrator may even replace ``/dev/null``.
"""

from __future__ import annotations

import errno
import os
import stat

__all__ = ["refuse_special"]


def refuse_special(path: str | os.PathLike[str]) -> None:
    """See that a path is free, a file or a folder.

    Args:
        path: what is about to be replaced.

    Raises:
        OSError: it is a device, a pipe or a socket.

    >>> refuse_special("/dev/null")
    Traceback (most recent call last):
    OSError: [Errno 22] is a device or a pipe, which no file can replace: '/dev/null'
    """
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return  # nothing there, or whoever writes it is told
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        reason = "is a device or a pipe, which no file can replace"
        raise OSError(errno.EINVAL, reason, os.fspath(path))
