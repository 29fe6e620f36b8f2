"""A call of a test's own, brought over the API to where a journey begins; every name in it is new."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from time import time
from typing import Any

import psycopg
from pypdfium2 import PdfDocument

from exemplar.embedded.postgres import address_of
from tests.browser.api import Api, give_role
from tests.browser.stack import Stack

KINDS = ("submission", "screening", "review", "council", "award")
JURORS = ("juror1", "juror2", "juror3")
OFFICES = {"chair": "chair", "secretary": "secretary", "member1": "member", "member2": "member", "member3": "member"}
ANSWERS: dict[str, Any] = {
    "domain": "heritage",
    "first_used_on": "2026-03-02",
    "before": "Khách phải chờ thuyết minh viên.",
    "novelty": "Bản đồ âm thanh chạy không cần mạng.",
    "steps": "Đặt mã, thu giọng, thử với khách.",
    "conditions": "Hai buổi thu giọng.",
    "benefit": "Lượt nghe tăng bảy lần.",
    "scope": "sector",
    "oath": ["truthful", "rights"],
}
_numbers = count(1)


def new_word() -> str:
    """Return letters and digits that no other test has used."""
    return f"{int(time() * 10) % 10**8}{next(_numbers)}"


def new_pdf(folder: Path, name: str, pages: int = 1) -> Path:
    """Make a PDF of empty pages."""
    document = PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    document.save(folder / name)
    return folder / name


def let_confirmation_lapse(stack: Stack, name: str) -> None:
    """Make it an hour since this person last gave the password, in every session of theirs."""
    address = address_of(stack.home / "postgres", "exemplar")
    assert address is not None
    words = """
        UPDATE sign_in_session SET confirmed_at = confirmed_at - interval '1 hour'
        WHERE account_id = (SELECT id FROM account WHERE email = %s)
    """
    with psycopg.connect(address) as connection:
        connection.execute(words, (f"{name}@demo.exemplar.test",))


@dataclass
class Season:
    """One published call. Each step returns what the next one needs."""

    url: str
    word: str = field(default_factory=new_word)
    template: str = "initiative_award"

    @cached_property
    def manager(self) -> Api:
        return Api(self.url, "manager")

    @cached_property
    def people(self) -> dict[str, str]:
        """Short name to account id."""
        return {account["email"].split("@")[0]: account["id"] for account in self.manager.get("/accounts")}

    @property
    def name(self) -> str:
        return f"Đợt phát động {self.word}"

    @cached_property
    def call(self) -> dict[str, Any]:
        """The call itself, published with all its stages open now."""
        draft = self.manager.post("/campaigns", code=f"J-{self.word}", name={"vi": self.name}, template=self.template)
        path = f"/campaigns/{draft['id']}"
        now = datetime.now(UTC)
        dates = {"opens_at": (now - timedelta(days=1)).isoformat(), "closes_at": (now + timedelta(days=9)).isoformat()}
        draft = self.manager.put(f"{path}/phases", version=draft["version"], phases=[{"kind": kind, **dates} for kind in KINDS])
        rule = next(rule for rule in self.manager.get("/council-rules") if rule["code"] == "V3")
        for category in draft["categories"]:
            self.manager.put(f"{path}/category-rules/{category['id']}", rule_id=rule["id"])
        self.manager.post(f"{path}/publication", version=self.manager.get(path)["version"])
        self._grant("screener", "screener", draft["id"])
        return self.manager.get(path)

    @property
    def path(self) -> str:
        return f"/campaigns/{self.call['id']}"

    def _grant(self, name: str, role: str, campaign_id: str) -> None:
        give_role(self.url, self.people[name], role, campaign_id)

    @cached_property
    def proof(self) -> Path:
        """What is handed in where a test brings no file of its own."""
        return new_pdf(Path(mkdtemp()), "minh-chung.pdf")

    def draft(self, title: str, *, lead: str = "lead", unit: str = "DT", files: tuple[Path, ...] = ()) -> str:
        """Write a whole draft; return its id."""
        author = Api(self.url, lead)
        unit_id = next(one["id"] for one in author.get("/units") if one["code"] == unit)
        place = {"campaign_id": self.call["id"], "category_id": self.call["categories"][0]["id"], "unit_id": unit_id}
        path = f"/initiatives/{author.post('/initiatives', title=title, **place)['id']}"
        author.patch(path, version=author.get(path)["version"], summary="Khách tự nghe bằng bảy ngôn ngữ.", answers=ANSWERS)
        attachments = [
            {
                "media_id": author.upload(unit_id, file),
                "field_key": "proof",
                "caption": file.name,
                "alt_text": file.name,
                "confidential": False,
                "is_cover": index == 0,
            }
            for index, file in enumerate(files or (self.proof,))
        ]
        author.put(f"{path}/attachments", version=author.get(path)["version"], attachments=attachments)
        return path.rsplit("/", 1)[1]

    def submitted(self, title: str, *, lead: str = "lead", unit: str = "DT", files: tuple[Path, ...] = ()) -> str:
        """Hand an initiative in; return its id."""
        initiative_id = self.draft(title, lead=lead, unit=unit, files=files)
        author = Api(self.url, lead)
        path = f"/initiatives/{initiative_id}"
        author.post(f"{path}/submission", version=author.get(path)["version"], oath=True)
        return initiative_id

    def accepted(self, title: str, *, lead: str = "lead", unit: str = "DT", files: tuple[Path, ...] = ()) -> str:
        """Hand in and screen; return the id."""
        initiative_id = self.submitted(title, lead=lead, unit=unit, files=files)
        screener = Api(self.url, "screener")
        revision_id = screener.get(f"/screening/{initiative_id}")["initiative"]["current_revision_id"]
        screener.clear_for_jury(initiative_id)
        screener.post(f"/screening/{initiative_id}/decision", revision_id=revision_id, outcome="accept")
        return initiative_id

    def seat_jury(self) -> None:
        """Seat three jurors on the panel."""
        for name in JURORS:
            self._grant(name, "juror", self.call["id"])
            self.manager.post(f"{self.path}/panel", account_id=self.people[name], max_load=9)

    def assign(self) -> None:
        """Give every entry to the panel, as the flow proposes."""
        proposal = self.manager.post(f"{self.path}/assignment-proposals")
        pairs = [{"initiative_id": pair["initiative_id"], "juror_id": pair["juror_id"]} for pair in proposal["additions"]]
        self.manager.post(f"{self.path}/assignment-proposals/application", digest=proposal["digest"], additions=pairs)

    def score(self, juror: str, percent: int = 90) -> None:
        """Score and seal all that a juror still has open in this call."""
        desk = Api(self.url, juror)
        for item in desk.get("/jury")["items"]:
            if item["campaign_id"] != self.call["id"] or item["state"] == "sealed":
                continue
            path = f"/jury/{item['assignment_id']}"
            work = desk.get(path)
            leaves = [leaf for criterion in work["rubric"]["criteria"] for leaf in (criterion["children"] or [criterion])]
            saved = desk.patch(
                path,
                version=work["sheet"]["version"],
                points={leaf["key"]: leaf["maximum"] * percent for leaf in leaves},
                comments={},
                private_note="",
                comment_to_unit="Rõ ràng, dễ làm theo.",
            )
            desk.post(f"{path}/seal", version=saved["version"])

    def judge(self) -> None:
        """Seat, assign, score and seal."""
        self.seat_jury()
        self.assign()
        for name in JURORS:
            self.score(name)

    @cached_property
    def council_id(self) -> str:
        """The council of the call, five seats with a vote."""
        manager = Api(self.url, "manager")  # Just signed in, as seating a council asks.
        council = manager.post(f"{self.path}/councils", name={"vi": f"Hội đồng {self.word}"})
        for name, office in OFFICES.items():
            self._grant(name, office, self.call["id"])
            manager.put(f"/councils/{council['id']}/members/{self.people[name]}", office=office, votes=True)
        return council["id"]

    def decide(self, *initiative_ids: str) -> list[str]:
        """Hold a meeting in which everyone agrees; return the ids of the agenda items."""
        council_id = self.council_id
        members = {name: Api(self.url, name) for name in OFFICES}
        secretary, chair = members["secretary"], members["chair"]
        held_at = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
        meeting = secretary.post(
            f"/councils/{council_id}/sessions", title={"vi": f"Phiên họp {self.word}"}, place="Phòng 1", held_at=held_at
        )
        path = f"/council-sessions/{meeting['id']}"
        secretary.post(f"{path}/items", initiative_ids=list(initiative_ids))
        secretary.post(f"{path}/convocation")
        chair.post(f"{path}/start")
        for member in members.values():
            member.post(f"{path}/check-in")
        item_ids = [item["id"] for item in chair.get(path)["items"]]
        for item_id in item_ids:
            chair.post(f"/agenda-items/{item_id}/opening")
            for member in members.values():
                member.post(f"/agenda-items/{item_id}/vote", choice="agree")
            chair.post(f"/agenda-items/{item_id}/closing")
            chair.post(f"/agenda-items/{item_id}/tally")
        return item_ids

    def release(self, *item_ids: str) -> list[dict[str, Any]]:
        """Propose and release; return the decisions with their certificates."""
        proposed = Api(self.url, "secretary").post("/decisions", item_ids=list(item_ids))
        return Api(self.url, "chair").post("/decisions/release", decision_ids=[one["id"] for one in proposed])
