"""The doors: an application comes up and goes down, and the contract for the front end is written."""

import json

from exemplar import app as door
from exemplar import wiring


async def test_an_application_makes_its_bucket_when_it_comes_up_and_lets_the_database_go(own_services):
    own_services.settings.database = own_services.settings.database.model_copy(update={"unsafe": True})
    made = []

    class Storage(type(own_services.storage)):
        async def ensure_bucket(self):
            made.append("bucket")

    app = door.build(
        wiring.Services(own_services.settings, own_services.engine, own_services.session_maker, Storage(), own_services.mailer)
    )

    async with app.lifespan():
        assert made == ["bucket"]
        async with own_services.engine.connect():
            assert own_services.engine.pool.checkedout() == 1
    assert own_services.engine.pool.checkedin() == 0


def test_the_contract_names_every_code_and_every_operation(tmp_path):
    (tmp_path / "src" / "api").mkdir(parents=True)

    wiring.write_contract(tmp_path, door.schema_document())

    contract = json.loads((tmp_path / "openapi.json").read_text(encoding="utf-8"))
    codes = json.loads((tmp_path / "src" / "api" / "problem-codes.gen.json").read_text(encoding="utf-8"))
    operations = {operation["operationId"] for path in contract["paths"].values() for operation in path.values()}
    assert {"signIn", "submitInitiative", "castVote", "listAuditEntries"} <= operations
    assert {"unexpected", "wrong_credentials", "audit"} & set(codes) == {"unexpected", "wrong_credentials"}
    assert codes == sorted(set(codes))
