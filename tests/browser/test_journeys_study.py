"""Journey: the manager sees how sure the ranks are, who is severe, and where the jurors disagree; a juror never does."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.api import Api
from tests.browser.season import JURORS, Season

MERITS = (92, 80, 79, 60, 50)
SEVERE_BY = 15


def score(season: Season, juror: str, titles: list[str], *, less: int, turn: int) -> None:
    """Seal each sheet of a juror near the merit of its entry, some points less if the juror is severe."""
    desk = Api(season.url, juror)
    for item in (one for one in desk.get("/jury")["items"] if one["campaign_id"] == season.call["id"]):
        at = titles.index(item["title"])
        path = f"/jury/{item['assignment_id']}"
        work = desk.get(path)
        leaves = [leaf for criterion in work["rubric"]["criteria"] for leaf in (criterion["children"] or [criterion])]
        percent = MERITS[at] - less + 2 * ((at + turn) % 3 - 1)
        sheet = {"points": {leaf["key"]: leaf["maximum"] * percent for leaf in leaves}, "private_note": "", "comment_to_unit": ""}
        comments = {leaf["key"]: "Cần thêm minh chứng." for leaf in leaves}
        saved = desk.patch(path, version=work["sheet"]["version"], comments=comments, **sheet)
        desk.post(f"{path}/seal", version=saved["version"])


def figure_in(cell: str) -> str:
    """Return the figure of a cell, which may hold the name of its column too."""
    return re.findall(r"-?\d+,\d\d", cell)[-1]


def table(page: Page, name: str) -> Locator:
    return page.get_by_role("table", name=name)


def test_the_manager_studies_the_jury_and_a_juror_does_not(person, stack):
    season = Season(stack.url)
    titles = [f"Mô hình {letter} {season.word}" for letter in "ABCDE"]
    for title in titles:
        season.accepted(title)
    season.seat_jury()
    season.assign()
    for turn, juror in enumerate(JURORS):
        score(season, juror, titles, less=SEVERE_BY if juror == JURORS[-1] else 0, turn=turn)
    manager = person("manager")
    page = manager.open(f"/manage/{season.call['id']}/review")
    page.get_by_role("tab", name="Ban giám khảo qua số liệu").click()

    entries = table(page, "Hồ sơ theo mọi thang đo")
    expect(entries.get_by_role("rowheader")).to_have_count(len(titles))
    page.get_by_label("Số hồ sơ được vinh danh").fill("2")
    page.get_by_role("button", name="Đặt ranh giới").click()

    expect(page.get_by_text("Cần thảo luận: 2 hồ sơ")).to_be_visible()
    for title in titles[1:3]:
        expect(entries.get_by_role("row").filter(has_text=title)).to_contain_text("Chưa phân định")
    expect(entries.get_by_role("row").filter(has_text=titles[0])).not_to_contain_text("Chưa phân định")
    expect(entries.get_by_role("img", name=re.compile("^Từ .* đến .*%$"))).to_have_count(len(titles))
    severity = table(page, "So sánh các giám khảo").get_by_role("row").locator("td:nth-child(4)")
    assert sum(float(said.replace(",", ".")) > SEVERE_BY / 2 for said in map(figure_in, severity.all_inner_texts())) == 1
    expect(table(page, "Mức độ thống nhất theo tiêu chí").get_by_role("rowheader", name="Cả phiếu chấm")).to_be_visible()
    expect(page.get_by_role("heading", name="Kết quả phụ thuộc vào điều gì?")).to_be_visible()
    assert manager.axe() == []
    where = {"category": season.call["categories"][0]["id"]}
    path = f"/campaigns/{season.call['id']}/jury-study"
    answer = Api(stack.url, "juror1").client.get(path, params=where)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
