"""Links that take a body of exactly so many bytes, which the SDK cannot sign: its links bind nothing but the host.

Without the size in the signature a link to one small part takes gigabytes, past every quota, for as long as it lives.

Source: "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)", Amazon S3 API Reference. MinIO and
SeaweedFS compare a signed ``content-length`` with the one that arrives, and read no more than that.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

_ALGORITHM = "AWS4-HMAC-SHA256"


@dataclass(frozen=True, slots=True)
class Keys:
    """Whose signature it is, and where it counts."""

    access_key: str
    secret_key: str
    region: str


def signed(method: str, url: str, query: Mapping[str, str], headers: Mapping[str, str], keys: Keys, expires: tuple[datetime, int]) -> str:
    """Return ``url`` (without a query) with ``query`` and a signature.

    Args:
        method: what the link is for.
        url: scheme, host and path, the path not yet encoded.
        query: parameters besides those of the signature.
        headers: lower-case name → value of what must be sent just so; the host is added.
        keys: whose link it is.
        expires: from when on, with a time zone, and for how many seconds.
    """
    at, seconds = expires
    address, moment = urlsplit(url), at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    scope = f"{moment[:8]}/{keys.region}/s3/aws4_request"
    bound = {"host": address.netloc, **headers}
    names = ";".join(sorted(bound))
    told = {
        **query,
        "X-Amz-Algorithm": _ALGORITHM,
        "X-Amz-Credential": f"{keys.access_key}/{scope}",
        "X-Amz-Date": moment,
        "X-Amz-Expires": str(seconds),
        "X-Amz-SignedHeaders": names,
    }
    path = quote(address.path, safe="/~")
    parameters = "&".join(f"{quote(name, safe='~')}={quote(value, safe='~')}" for name, value in sorted(told.items()))
    lines = "".join(f"{name}:{value}\n" for name, value in sorted(bound.items()))
    request = f"{method}\n{path}\n{parameters}\n{lines}\n{names}\nUNSIGNED-PAYLOAD"
    to_sign = f"{_ALGORITHM}\n{moment}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    signature = _hmac(_signing_key(keys, moment[:8]), to_sign).hex()
    return f"{address.scheme}://{address.netloc}{path}?{parameters}&X-Amz-Signature={signature}"


def _signing_key(keys: Keys, day: str) -> bytes:
    key = f"AWS4{keys.secret_key}".encode()
    for part in (day, keys.region, "s3", "aws4_request"):
        key = _hmac(key, part)
    return key


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
