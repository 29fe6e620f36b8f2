"""Writing a story down as a unit would: texts, authors, files; then handing it in."""

import hashlib
from pathlib import Path
from typing import Any
from uuid import UUID

from exemplar.accounts.actor import Actor
from exemplar.core.clock import utc_now
from exemplar.demo import pictures, recordings
from exemplar.demo.world import World
from exemplar.initiatives.authorship import AuthorService, AuthorWanted
from exemplar.initiatives.drafting import DraftService
from exemplar.initiatives.evidence import EvidenceService, FileWanted
from exemplar.initiatives.models import Initiative
from exemplar.initiatives.submission import SubmissionService
from exemplar.media.uploads import UploadService, WantedUpload

Story = dict[str, Any]

DOMAINS = {
    "Dịch vụ công": "public_service",
    "Di sản": "heritage",
    "Bảo tàng": "heritage",
    "Thư viện": "library",
    "Nghệ thuật biểu diễn": "performing_arts",
    "Thể thao": "sport",
    "Văn hóa cơ sở": "library",
    "Truyền thông": "press",
    "Cải cách hành chính": "public_service",
    "Báo chí": "press",
    "Quản trị": "digital",
    "Di sản phi vật thể": "heritage",
}
CAPTIONS = {
    "cover": "Ảnh bìa",
    "photo": "Ảnh tại nơi áp dụng",
    "chart": "Kết quả trước và sau",
    "film": "Phim ngắn giới thiệu",
    "audio": "Bản ghi âm giới thiệu",
    "pdf": "Báo cáo kết quả áp dụng",
    "secret": "Hợp đồng (bảo mật)",
}
ENDINGS = {"cover": "jpg", "photo": "jpg", "chart": "jpg", "film": "mp4", "audio": "m4a", "pdf": "pdf", "secret": "pdf"}


async def write(world: World, story: Story) -> UUID:
    """Write a draft with texts, authors and files; return its id."""
    lead = await world.actor(story["lead"])
    async with world.step() as session:
        campaign = story["campaign"]
        category = world.categories[campaign, story["category"]]
        drafts = DraftService(session, utc_now)
        draft = await drafts.start(lead, world.campaigns[campaign], category, world.units[story["unit"]], story["title"]["vi"])
        await drafts.save(lead, draft.id, draft.version, _texts(story))
    files = [await _deposit(world, lead, story, index, kind) for index, kind in enumerate(story["media"])]
    async with world.step() as session:
        version = await _version(session, draft.id)
        await AuthorService(session, utc_now).replace(lead, draft.id, version, _authors(world, story))
    async with world.step() as session:
        await EvidenceService(session, utc_now).replace(lead, draft.id, await _version(session, draft.id), files)
    return draft.id


async def _version(session: Any, initiative_id: UUID) -> int:
    initiative: Initiative = await session.get_one(Initiative, initiative_id, populate_existing=True)
    return initiative.version


async def hand_in(world: World, story: Story, initiative_id: UUID) -> None:
    """Submit the draft, by the unit's lead."""
    lead = await world.actor(story["lead"])
    async with world.step() as session:
        service = SubmissionService(session, utc_now, world.notifications(session))
        await service.submit(lead, initiative_id, await _version(session, initiative_id), oath=True)


def _texts(story: Story) -> dict[str, Any]:
    texts = {"title_translations": story["title"], "summary": story["summary"]}
    answers = _media_answers(story) if story["campaign"] == "C3" else _answers(story)
    return texts | {f"answers.{key}": value for key, value in answers.items() if value not in ("", None)}


def _answers(story: Story) -> dict[str, Any]:
    before, after, _ = story["measure"]
    return {
        "domain": DOMAINS[story["field"]],
        "first_used_on": "2026-02-16",
        "before": story["before"],
        "novelty": story["novelty"],
        "steps": story["solution"],
        "conditions": story["conditions"],
        "benefit": story["benefit"],
        "measure": story["indicator"],
        "measure_before": before,
        "measure_after": after,
        "scope": "sector",
        "target_units": story["spread"],
        "confidential_note": "Giá hợp đồng với cộng tác viên." if "secret" in story["media"] else None,
        "oath": ["truthful", "rights"],
    }


def _media_answers(story: Story) -> dict[str, Any]:
    return {
        "genre": "podcast",
        "message": story["summary"],
        "audience": "Người dân ở xã, phường",
        "sources": story["conditions"],
        "transcript": story["solution"],
        "oath": ["truthful", "rights"],
    }


def _authors(world: World, story: Story) -> list[AuthorWanted]:
    found = []
    for name, percent in story["authors"]:
        account_id = world.people.get(name)
        full_name = world.names.get(name, name)
        found.append(AuthorWanted(full_name, "", percent * 100, account_id=account_id, unit_id=world.units[story["unit"]]))
    return found


async def _deposit(world: World, lead: Actor, story: Story, index: int, kind: str) -> FileWanted:
    path = world.folder / f"{story['key']}-{index}-{kind}.{ENDINGS[kind]}"
    await _make(path, story, index, kind)
    services = world.services
    uploads = UploadService(services.session_maker, services.storage, services.settings.media, utc_now)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    wanted = WantedUpload(world.units[story["unit"]], path.name, "application/octet-stream", path.stat().st_size, digest)
    media = await uploads.deposit(lead, wanted, path)
    return FileWanted(
        media_id=media.id,
        field_key="work_file" if story["campaign"] == "C3" else "proof",
        caption=CAPTIONS[kind],
        alt_text=f"{CAPTIONS[kind]}: {story['title']['vi']}"[:300],
        confidential=kind == "secret",
        is_cover=kind == "cover",
    )


async def _make(path: Path, story: Story, index: int, kind: str) -> None:
    seed = int(story["key"].removeprefix("SK-")) + 3 * index - 1
    if ENDINGS[kind] == "jpg":
        pictures.draw(path, seed)
    elif kind == "film":
        await recordings.film(path, seed)
    elif kind == "audio":
        await recordings.sound(path, seed)
    else:
        await recordings.report(path, story)
