"""The floor of writing: PostgreSQL's own ``pgbench`` sends the statements that a save and a vote consist of, nothing else.

One transaction each, the look at the sign-in session included, prepared, eight clients, at the same durability. The
links of the audit log get a random digest here: computing a real one is the application's work, not the database's.
"""

import asyncio
import os
import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from exemplar.accounts import sign_in
from exemplar.audit import service as audit
from exemplar.embedded import binaries
from exemplar.review import conflicts
from exemplar.review import repository as reviews
from exemplar.voting import repository as councils
from tests.bench.load import CONNECTIONS, Reading, cpu_seconds, p95_ms
from tests.bench.people import SHEETS, Cast

_SESSION = (
    sign_in._FIND.replace("$1", "decode(:hash, 'hex')")
    .replace("$2::interval", "interval '30 minutes'")
    .replace("$3::interval", "interval '12 hours'")
    .replace("$4::interval", "interval '1 minute'")
)
_OWN = reviews._OWN.text.replace(":assignment", "CAST(:assignment AS uuid)").replace(":juror", "CAST(:juror AS uuid)")
_KEEP = (
    reviews._KEEP.replace("$1", "CAST(:assignment_id AS uuid)")
    .replace("version = $2", "version > 0")
    .replace("$3", "CAST(:campaign_id AS uuid)")
    .replace("$4::text", """'{"novelty": 2000, "effect": 3000, "reuse": 1500}'""")
    .replace("$5::text", """'{"novelty": "Lần đầu trong ngành, có số liệu trước và sau."}'""")
    .replace("$6", "'Xem lại'")
    .replace("$7", "'Tốt'")
)
_SAVE = f"""
BEGIN;
{_SESSION};
SELECT b.assignment, a.juror_id AS juror FROM bench_sheet b JOIN assignment a ON a.id = b.assignment WHERE b.client = :client_id
\\gset
{_OWN}
\\gset
{conflicts._FIND.text.replace(":initiatives", "ARRAY[CAST(:initiative_id AS uuid)]").replace(":accounts", "ARRAY[CAST(:juror AS uuid)]")};
{_KEEP};
COMMIT;
"""
_CAST = (
    councils._CAST.replace("$1", "CAST(:item AS uuid)")
    .replace("$2::text", "'agree'")
    .replace("$3::text", "CAST(:account AS text)")
    .replace("$4", "gen_random_uuid()")
    .replace("$5", "left(md5(random()::text), 20)")
)
_VOTE = f"""
\\set n :n + 1
\\set turn :base + :client_id + {CONNECTIONS} * :n
BEGIN;
{_SESSION};
SELECT item, account FROM bench_ballot WHERE turn = :turn
\\gset
{councils._BOOTH.text.replace(":item", "CAST(:item AS uuid)").replace(":account", "CAST(:account AS uuid)")};
{_CAST};
{audit._HEAD.text};
WITH added AS (
    INSERT INTO audit_entry (seq, at, actor_id, action, object_type, object_id, body, prev, hash)
    SELECT seq + 1, clock_timestamp(), CAST(:account AS uuid), 'vote.cast', 'agenda_item', CAST(:item AS uuid), '{{}}', hash,
    sha256(hash || '1') FROM audit_head WHERE id = 1
)
UPDATE audit_head SET seq = seq + 1, hash = sha256(hash || '1') WHERE id = 1;
COMMIT;
"""
_SHEETS = "CREATE TABLE bench_sheet (client int PRIMARY KEY, assignment uuid)"
_FILL_SHEETS = "INSERT INTO bench_sheet SELECT n - 1, sheet FROM unnest($1::uuid[]) WITH ORDINALITY given(sheet, n)"
_BALLOTS = "CREATE TABLE bench_ballot (turn int PRIMARY KEY, item uuid, account uuid)"
_FILL_BALLOTS = """
INSERT INTO bench_ballot SELECT row_number() OVER (ORDER BY place, seat) - 1, item, account
FROM unnest($1::uuid[]) WITH ORDINALITY i(item, place), unnest($2::uuid[]) WITH ORDINALITY m(account, seat)
"""


async def prepare(url: str, cast: Cast) -> None:
    """Write down which sheet each client fills and which ballots are the floor's."""
    connection = await asyncpg.connect(url)
    await connection.execute(_SHEETS)
    await connection.execute(_FILL_SHEETS, cast.sheets[SHEETS:])
    await connection.execute(_BALLOTS)
    await connection.execute(_FILL_BALLOTS, cast.items[len(cast.items) // 4 :], [member.account_id for member in cast.members])
    await connection.execute("ANALYZE bench_ballot")
    await connection.close()


@dataclass(slots=True)
class Bench:
    """The statements of one use case against one database; ``turn`` is the next ballot that nobody has used."""

    url: str
    script: str
    watched: Sequence[int]
    cast: Cast
    turn: int = 0

    async def run(self, seconds: float) -> Reading:
        """Run for whole seconds.

        Raises:
            RuntimeError: a statement failed; the text holds what pgbench said.
        """
        address = urlsplit(self.url)
        variables = {"hash": sign_in.token_hash(self.cast.juror.token).hex(), "n": "-1", "base": str(self.turn)}
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "script.sql").write_text(self.script, encoding="utf-8")
            command = [
                str(binaries.find()[0] / "pgbench"), "-n", "-M", "prepared", "-c", str(CONNECTIONS), "-T", str(max(1, round(seconds))),
                "-l", "-f", "script.sql", "-h", str(address.hostname), "-p", str(address.port), "-U", str(address.username),
                *(word for name, value in variables.items() for word in ("-D", f"{name}={value}")), address.path[1:],
            ]  # fmt: skip
            before = cpu_seconds(self.watched)
            process = await asyncio.create_subprocess_exec(
                *command,
                cwd=folder,
                env={"PATH": os.environ["PATH"], "PGPASSWORD": str(address.password), "PGCLIENTENCODING": "UTF8"},
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
            )
            said = (await process.communicate())[0].decode()
            cpu = cpu_seconds(self.watched) - before
            found = re.search(r"tps = ([\d.]+)", said)
            lines = [line.split() for log in Path(folder).glob("pgbench_log*") for line in log.read_text().splitlines()]
        times = [int(line[2]) / 1e6 for line in lines]
        if process.returncode != 0 or found is None or not times:
            raise RuntimeError(f"pgbench: {said[-1500:]}")
        self.turn += CONNECTIONS * (1 + max(Counter(line[0] for line in lines).values()))
        return Reading(len(times), len(times) / float(found[1]), 1000 * cpu / len(times), p95_ms(times), frozenset({200}))


def saving(url: str, watched: Sequence[int], cast: Cast) -> Bench:
    """Return the floor of saving a sheet."""
    return Bench(url, _SAVE, watched, cast)


def voting(url: str, watched: Sequence[int], cast: Cast) -> Bench:
    """Return the floor of casting a vote."""
    return Bench(url, _VOTE, watched, cast)
