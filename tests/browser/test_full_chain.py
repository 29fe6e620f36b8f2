"""One chain from an opened call to a verified certificate, with a film of 600 MB in it."""

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import httpx
import imageio_ffmpeg
import pytest

from tests.browser.api import Api, give_role
from tests.browser.stack import ROOT

FILM_BYTES = 600 * 1000**2
VOTERS = ("chair", "secretary", "member1", "member2", "member3")


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """A real film of 600 MB: twelve seconds at a very high rate, repeated without another encoding; two minutes in all."""
    folder = tmp_path_factory.mktemp("film")
    short, long = folder / "short.mp4", folder / "long.mp4"
    ffmpeg = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y"]
    picture = "testsrc2=s=1280x720:r=24:d=12,noise=alls=40:allf=t"
    rate = "-b:v 40M -minrate 40M -maxrate 40M -bufsize 40M -x264-params nal-hrd=cbr"
    encoding = f"-c:v libx264 -preset ultrafast {rate} -pix_fmt yuv420p -c:a aac -shortest"
    source = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", "sine=frequency=440:duration=12"]
    subprocess.run([*ffmpeg, *source, *encoding.split(), str(short)], check=True)
    times = FILM_BYTES // short.stat().st_size + 1
    subprocess.run([*ffmpeg, "-stream_loop", str(times), "-i", str(short), "-c", "copy", str(long)], check=True)
    assert long.stat().st_size >= FILM_BYTES
    yield long
    long.unlink()


def wait_for(question, seconds=420):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = question()
        if answer:
            return answer
        time.sleep(0.5)
    raise AssertionError("it did not happen in time")


def phases():
    now = datetime.now(UTC)
    kinds = ("submission", "screening", "review", "council", "award")
    return [
        {"kind": kind, "opens_at": (now - timedelta(days=1)).isoformat(), "closes_at": (now + timedelta(days=9)).isoformat()}
        for kind in kinds
    ]


def open_call(url, manager, people):
    code = f"CHAIN-{int(time.time())}"
    call = manager.post("/campaigns", code=code, name={"vi": "Đợt xét của bài kiểm tra"}, template="initiative_award")
    path = f"/campaigns/{call['id']}"
    call = manager.put(f"{path}/phases", version=call["version"], phases=phases())
    assert manager.refused("POST", f"{path}/publication", version=call["version"]) == (409, "campaign_not_ready")
    rule = next(rule for rule in manager.get("/council-rules") if rule["code"] == "V3")
    for category in call["categories"]:
        manager.put(f"{path}/category-rules/{category['id']}", rule_id=rule["id"])
    manager.post(f"{path}/publication", version=manager.get(path)["version"])
    for name in ("screener", "juror1", "juror2", "juror3"):
        role = "screener" if name == "screener" else "juror"
        give_role(url, people[name], role, call["id"])
        if role == "juror":
            manager.post(f"{path}/panel", account_id=people[name], max_load=5)
    council = manager.post(f"{path}/councils", name={"vi": "Hội đồng của bài kiểm tra"})
    for name in VOTERS:
        office = name if name in ("chair", "secretary") else "member"
        give_role(url, people[name], office, call["id"])
        manager.put(f"/councils/{council['id']}/members/{people[name]}", office=office, votes=True)
    return manager.get(path), council["id"]


ANSWERS = {
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


def hand_in(lead, call, unit_id, film):
    draft = lead.post(
        "/initiatives",
        campaign_id=call["id"],
        category_id=call["categories"][0]["id"],
        unit_id=unit_id,
        title="Bản đồ âm thanh tại di tích",
    )
    path = f"/initiatives/{draft['id']}"
    media_id = lead.upload(unit_id, film)
    lead.patch(path, version=draft["version"], summary="Khách tự nghe bằng bảy ngôn ngữ.", answers=ANSWERS)
    version = lead.get(path)["version"]
    lead.put(
        f"{path}/attachments",
        version=version,
        attachments=[
            {
                "media_id": media_id,
                "field_key": "proof",
                "caption": "Phim",
                "alt_text": "Phim giới thiệu",
                "confidential": False,
                "is_cover": True,
            }
        ],
    )
    submitted = lead.post(f"{path}/submission", version=lead.get(path)["version"], oath=True)
    return draft["id"], media_id, submitted


def judge(stack, manager, call):
    path = f"/campaigns/{call['id']}"
    proposal = manager.post(f"{path}/assignment-proposals")
    additions = [{"initiative_id": pair["initiative_id"], "juror_id": pair["juror_id"]} for pair in proposal["additions"]]
    assert len(additions) == 3
    manager.post(f"{path}/assignment-proposals/application", digest=proposal["digest"], additions=additions)
    for name in ("juror1", "juror2", "juror3"):
        juror = Api(stack.url, name)
        item = next(i for i in juror.get("/jury")["items"] if i["campaign_id"] == call["id"])
        work = juror.get(f"/jury/{item['assignment_id']}")
        assert "Cổ Loan" not in str(work), "the jury must not learn the unit"
        points = {leaf["key"]: leaf["maximum"] * 90 for c in work["rubric"]["criteria"] for leaf in (c["children"] or [c])}
        saved = juror.patch(
            f"/jury/{item['assignment_id']}",
            version=work["sheet"]["version"],
            points=points,
            comments={},
            private_note="",
            comment_to_unit="Rõ ràng, dễ làm theo.",
        )
        juror.post(f"/jury/{item['assignment_id']}/seal", version=saved["version"])


def decide(stack, council_id, initiative_id):
    secretary, chair = Api(stack.url, "secretary"), Api(stack.url, "chair")
    held_at = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    meeting = secretary.post(
        f"/councils/{council_id}/sessions", title={"vi": "Phiên họp của bài kiểm tra"}, place="Phòng 1", held_at=held_at
    )
    path = f"/council-sessions/{meeting['id']}"
    secretary.post(f"{path}/items", initiative_ids=[initiative_id])
    secretary.post(f"{path}/convocation")
    chair.post(f"{path}/start")
    members = {name: Api(stack.url, name) for name in VOTERS}
    for member in members.values():
        member.post(f"{path}/check-in")
    item = chair.get(path)["items"][0]
    chair.post(f"/agenda-items/{item['id']}/opening")
    for member in members.values():
        member.post(f"/agenda-items/{item['id']}/vote", choice="agree")
    assert members["member1"].refused("POST", f"/agenda-items/{item['id']}/vote", choice="disagree")[1] == "vote_already_cast"
    chair.post(f"/agenda-items/{item['id']}/closing")
    chair.post(f"/agenda-items/{item['id']}/tally")
    decided = next(i for i in chair.get(path)["items"] if i["id"] == item["id"])
    assert decided["tally"]["passed"] is True
    decision = secretary.post("/decisions", item_ids=[item["id"]])[0]
    assert secretary.refused("POST", "/decisions/release", decision_ids=[decision["id"]])[0] in (403, 404)
    return chair.post("/decisions/release", decision_ids=[decision["id"]])[0]


def test_a_call_becomes_a_verified_award(stack, person, film):
    manager, lead = Api(stack.url, "manager"), Api(stack.url, "lead")
    people = {a["email"].split("@")[0]: a["id"] for a in manager.get("/accounts")}
    unit_id = next(u["id"] for u in lead.get("/units") if u["code"] == "DT")

    call, council_id = open_call(stack.url, manager, people)
    initiative_id, media_id, submitted = hand_in(lead, call, unit_id, film)
    assert submitted["revisions"][0]["receipt"]
    screener = Api(stack.url, "screener")
    revision_id = screener.get(f"/screening/{initiative_id}")["initiative"]["current_revision_id"]
    screener.clear_for_jury(initiative_id)
    screener.post(f"/screening/{initiative_id}/decision", revision_id=revision_id, outcome="accept")
    wait_for(lambda: lead.get(f"/media/{media_id}")["state"] == "ready")
    judge(stack, manager, call)
    assert lead.refused("GET", f"/initiatives/{initiative_id}/feedback")[0] == 404
    released = decide(stack, council_id, initiative_id)

    visitor = person()
    page = visitor.open("/")
    page.get_by_role("link", name="Bản đồ âm thanh tại di tích").first.click()
    page.get_by_role("heading", level=1, name="Bản đồ âm thanh tại di tích").wait_for()
    code = released["certificate"]["code"]
    document = wait_for(lambda: httpx.get(f"{stack.url}/api/v1/certificates/{code}/document").status_code == 302)
    assert document
    visitor.open(f"/c/{code}").get_by_text("Bản đồ âm thanh tại di tích").first.wait_for()
    auditor = Api(stack.url, "auditor")
    verdict = auditor.post("/audit/verification")
    assert (verdict["is_sound"], verdict["bad_seq"]) == (True, None)
    command = subprocess.run(
        [sys.executable, "-m", "exemplar", "verify"], env=stack.environment(), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert command.returncode == 0, command.stdout + command.stderr
