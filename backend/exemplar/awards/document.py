"""The certificate as a PDF. Pure but for the fonts and the template that lie beside this file."""

import base64
import io
import json
from pathlib import Path
from typing import Any

from exemplar.awards import numbering, typesetting
from exemplar.awards.signing import Signature, canonical

TEMPLATE = Path(__file__).parent / "templates" / "certificate.typ"


def certificate_pdf(payload: dict[str, Any], signature: Signature, public_url: str) -> bytes:
    """Return the PDF for a signed payload (see ``certificates.payload_of`` for its keys).

    The QR code holds the address of the public check; the attachment ``certificate.json`` holds ``{payload, signature,
    key_id}`` with the payload as the exact text that was signed. Blocking: call it in a thread.
    """
    address = f"{public_url}/c/{payload['code']}"
    year, month, day = payload["decided_on"].split("-")
    data = {
        **payload,
        "decided_on": [year, month, day],
        "readable_code": numbering.readable_code(payload["code"]),
        "address": f"{public_url}/c",
        "fingerprint": fingerprint(signature),
    }
    inputs = {"data": json.dumps(data, ensure_ascii=False), "qr": _qr(address), "proof": proof(payload, signature)}
    return typesetting.compose_pdf(TEMPLATE, inputs)


def proof(payload: dict[str, Any], signature: Signature) -> str:
    """Return what a machine needs to check the certificate offline, besides our public key."""
    proven = {
        "payload": canonical(payload).decode(),
        "signature": base64.b64encode(signature.value).decode(),
        "key_id": signature.key_id,
    }
    return json.dumps(proven, ensure_ascii=False, indent=1)


def fingerprint(signature: Signature) -> str:
    """Return the first eight bytes of the signature and the key's id, as printed."""
    return f"{signature.value[:8].hex(' ', 2)} · {signature.key_id}"


def _qr(address: str) -> str:
    import segno

    buffer = io.BytesIO()
    segno.make(address, error="m", micro=False).save(buffer, kind="svg", border=0, dark="#231b16", xmldecl=False)
    return buffer.getvalue().decode()
