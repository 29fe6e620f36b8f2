"""The child process: read one task from standard input, do it within limits, write one JSON answer to standard output.

Task: ``{action: begin|make|hear, path, folder, limits, memory_bytes, cpu_seconds, file_bytes, nice, finding?,
step?}``.
Answer: ``{finding, derived}`` or ``{derived}`` or ``{refused: {code, facts}}``.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

from exemplar.media.engine import confined


def main() -> None:
    """Do the task and answer."""
    task = json.load(sys.stdin)
    confine(task)
    # Imported only now, so that the limits hold for the libraries as well.
    from exemplar.media.engine import tasks

    answer = tasks.answer(task)
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    # Libraries with threads of their own may abort on the way out when memory is short; the answer is given.
    os._exit(0)


def confine(task: dict[str, Any]) -> None:
    """Give up memory, time, file size, core dumps, priority and the network, for good and for all children."""
    for limit, value in (
        (resource.RLIMIT_AS, task["memory_bytes"]),
        (resource.RLIMIT_CPU, task["cpu_seconds"]),
        (resource.RLIMIT_FSIZE, task["file_bytes"]),
        (resource.RLIMIT_NOFILE, 128),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    os.nice(task.get("nice", 10))
    confined.die_with_parent()
    confined.leave_network()
    os.chdir(Path(task["folder"]))


if __name__ == "__main__":
    main()
