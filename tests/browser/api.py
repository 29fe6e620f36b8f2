"""People who speak to the API directly, each with a session of their own."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx

from tests.browser.stack import PASSWORD


class Api:
    """One person's connection; every answer that is not a success fails the test with its problem."""

    def __init__(self, url: str, name: str | None = None) -> None:
        self.client = httpx.Client(base_url=f"{url}/api/v1", timeout=60)
        if name is not None:
            session = self.post("/session", email=f"{name}@demo.exemplar.test", password=PASSWORD)
            self.id = session["account"]["id"]
            self.client.headers["x-csrf-token"] = session["csrf_token"]

    def call(self, method: str, path: str, body: Any = None, **params: Any) -> Any:
        response = self.client.request(method, path, json=body, params=params or None, follow_redirects=False)
        assert response.status_code < 400, f"{method} {path}: {response.status_code} {response.text}"
        return response.json() if response.content else None

    def get(self, path: str, **params: Any) -> Any:
        return self.call("GET", path, None, **params)

    def post(self, path: str, **body: Any) -> Any:
        return self.call("POST", path, body)

    def put(self, path: str, **body: Any) -> Any:
        return self.call("PUT", path, body)

    def patch(self, path: str, **body: Any) -> Any:
        return self.call("PATCH", path, body)

    def refused(self, method: str, path: str, **body: Any) -> tuple[int, str]:
        """Return status and code of a call that must be refused."""
        response = self.client.request(method, path, json=body or None)
        assert response.status_code >= 400, f"{method} {path} was allowed: {response.text}"
        return response.status_code, response.json()["code"]

    def upload(self, unit_id: str, path: Path) -> str:
        """Send a file in presigned parts straight to the object store, four at a time; return its id."""
        ticket = self.post(
            "/media/uploads",
            unit_id=unit_id,
            file_name=path.name,
            declared_type="",
            size_bytes=path.stat().st_size,
            fingerprint=f"test-{path.name}",
        )
        size, total = ticket["part_size_bytes"], ticket["total_parts"]
        with httpx.Client(timeout=120) as store, ThreadPoolExecutor(4) as pool:
            for first in range(1, total + 1, 16):
                numbers = list(range(first, min(first + 16, total + 1)))
                links = self.post(f"/media/uploads/{ticket['id']}/parts", numbers=numbers)["parts"]
                list(pool.map(lambda link: self._put(store, link["url"], path, (link["number"] - 1) * size, size), links))
        return self.post(f"/media/uploads/{ticket['id']}/completion")["id"]

    def clear_for_jury(self, initiative_id: str) -> None:
        """As its screener, wait until an entry was searched for names, and leave whatever was found."""
        path = f"/screening/{initiative_id}/redaction"
        give_up_at = time.monotonic() + 180
        while (found := self.get(path))["search"] != "done":
            assert time.monotonic() < give_up_at, "the search never ended"
            time.sleep(0.5)
        for hit in found["hits"]:
            self.put(f"{path}/hits/{hit['id']}/decision", decision="leave", reason="Tên trong bài kiểm tra.")

    @staticmethod
    def _put(store: httpx.Client, url: str, path: Path, offset: int, size: int) -> None:
        with path.open("rb") as file:
            file.seek(offset)
            store.put(url, content=file.read(size)).raise_for_status()


def give_role(url: str, account_id: str, role: str, campaign_id: str) -> None:
    """Give a role in a call as it is given: the manager alone, or with an auditor who confirms. Both have just signed in."""
    place = {"role": role, "scope_kind": "campaign", "scope_id": campaign_id}
    manager = Api(url, "manager")
    if role == "screener":
        manager.post(f"/accounts/{account_id}/roles", **place)
        return
    asked = manager.post("/role-requests", account_id=account_id, reason="Đã nhận lời cho đợt này.", **place)
    request = next(one for one in asked if one["open_actions"] and one["person"]["id"] == account_id and one["role"] == role)
    Api(url, "auditor").post(f"/role-requests/{request['id']}/confirmation")
