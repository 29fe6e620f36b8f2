"""Regenerates what the front end knows of the API: the contract, the problem codes and the TypeScript types.

python infra/client.py            write them
python infra/client.py --check    say whether the committed ones are what would be written
"""

import subprocess
import sys
from pathlib import Path

import setup

GENERATED = [
    setup.FRONTEND / "openapi.json",
    setup.FRONTEND / "src" / "api" / "problem-codes.gen.json",
    setup.FRONTEND / "src" / "api" / "schema.gen.ts",
]


def write() -> None:
    """Write all three, the last from the first."""
    subprocess.run([setup.PYTHON, "-m", "exemplar", "openapi"], cwd=setup.PROJECT, check=True)
    npm = str(setup.node_bin() / "npm")
    subprocess.run([npm, "run", "--silent", "gen"], cwd=setup.FRONTEND, env=setup.node_environment(), check=True, stdout=subprocess.DEVNULL)


def stale() -> list[Path]:
    """Write them anew, put the old ones back, and return those that differ."""
    before = {path: path.read_bytes() if path.exists() else b"" for path in GENERATED}
    try:
        write()
        return [path for path in GENERATED if path.read_bytes() != before[path]]
    finally:
        for path, content in before.items():
            if content:
                path.write_bytes(content)


def main(words: list[str]) -> int:
    """Write or check; return the exit code."""
    if "--check" not in words:
        write()
        return 0
    different = [str(path.relative_to(setup.PROJECT)) for path in stale()]
    if different:
        print(f"Out of date: {', '.join(different)}. Type:  make client", file=sys.stderr)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
