"""Every page, as the people who use it see it: nothing breaks, axe finds nothing, nothing scrolls sideways."""

import pytest

from tests.browser.api import Api
from tests.browser.conftest import SHOTS


@pytest.fixture(scope="module")
def places(stack):
    """Addresses that need an id, by a short name."""
    manager, lead, juror, chair = (Api(stack.url, name) for name in ("manager", "lead", "juror1", "chair"))
    calls = {call["code"]: call["id"] for call in manager.get("/campaigns")["items"]}
    slug = manager.get("/publications")["items"][0]["slug"]
    own = lead.get("/initiatives")["items"]
    submitted = Api(stack.url, "screener").get("/screening")["items"]
    drafts = Api(stack.url, "lead2").get("/initiatives")["items"]
    sessions = chair.get("/council-sessions")
    rules = manager.get("/council-rules")
    certificate = next(d["certificate"]["code"] for d in chair.get("/decisions") if d["certificate"])
    return {
        "call": calls["C2"],
        "slug": slug,
        "own": own[0]["id"],
        "draft": next(i["id"] for i in drafts if i["state"] == "draft"),
        "returned": next(i["id"] for i in drafts if i["state"] == "returned"),
        "waiting": submitted[0]["id"],
        "sheet": juror.get("/jury")["items"][0]["assignment_id"],
        "session": sessions[0]["id"],
        "rule": rules[0]["id"],
        "certificate": certificate,
    }


PAGES = [
    (None, "/"),
    (None, "/?q=di san"),
    (None, "/showcase/{slug}"),
    (None, "/calls"),
    (None, "/calls/{call}"),
    (None, "/c/{certificate}"),
    (None, "/sign-in"),
    (None, "/help"),
    (None, "/nowhere"),
    ("lead", "/my-initiatives"),
    ("lead", "/initiatives/{own}"),
    ("lead", "/initiatives/{own}/revisions"),
    ("lead2", "/initiatives/{draft}/edit"),
    ("lead2", "/initiatives/{draft}/edit/context"),
    ("lead2", "/initiatives/{draft}/edit/solution"),
    ("lead2", "/initiatives/{draft}/edit/evidence"),
    ("lead2", "/initiatives/{draft}/check"),
    ("lead2", "/initiatives/{returned}"),
    ("lead", "/initiatives/{own}/receipt"),
    ("screener", "/screening"),
    ("screener", "/screening/{waiting}"),
    ("juror1", "/jury"),
    ("juror1", "/jury/{sheet}"),
    ("manager", "/manage"),
    ("manager", "/manage/{call}"),
    ("manager", "/manage/{call}/details"),
    ("manager", "/manage/{call}/phases"),
    ("manager", "/manage/{call}/categories"),
    ("manager", "/manage/{call}/form"),
    ("manager", "/manage/{call}/rubrics"),
    ("manager", "/manage/{call}/review"),
    ("manager", "/manage/{call}/council"),
    ("chair", "/council"),
    ("secretary", "/council/{session}"),
    ("member1", "/council/{session}/vote"),
    ("manager", "/council/rules"),
    ("manager", "/council/rules/{rule}"),
    ("chair", "/awards"),
    ("auditor", "/audit"),
    ("admin", "/people"),
    ("admin", "/units"),
    ("staff", "/account"),
]
LOOKS = [(1280, "light", "vi"), (390, "dark", "fr"), (390, "light", "en")]
SHOT_LOOKS = [(width, theme, locale) for width in (390, 1280) for theme in ("light", "dark") for locale in ("vi", "fr", "en")]


def name_of(page):
    return f"{page[0] or 'visitor'}{page[1].replace('/', '-')}"


@pytest.mark.parametrize("place", PAGES, ids=name_of)
def test_every_page_is_whole_and_accessible(person, places, place):
    name, path = place
    for width, theme, locale in LOOKS:
        someone = person(name, width=width, theme=theme, locale=locale)
        page = someone.open(path.format(**places))
        page.get_by_role("heading", level=1).first.wait_for()

        assert someone.axe() == [], (path, width, theme, locale)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (path, width, locale)
        someone.context.close()


def test_shots_of_every_page_in_every_look(person, places, request):
    """Pictures for a designer's eye: `make shots` writes them to test-results/shots."""
    looks = SHOT_LOOKS if "shots" in str(request.config.option.keyword) else SHOT_LOOKS[:1]
    SHOTS.mkdir(parents=True, exist_ok=True)
    for width, theme, locale in looks:
        for name, path in PAGES:
            someone = person(name, width=width, theme=theme, locale=locale)
            page = someone.open(path.format(**places))
            file = SHOTS / f"{name_of((name, path)).replace('{', '').replace('}', '').replace('?', '-')}-{width}-{theme}-{locale}.png"
            page.screenshot(path=file, full_page=True)
            someone.context.close()

            assert file.stat().st_size > 5_000
