"""What search engines and messengers read of an initiative's page: title, description, Open Graph, JSON-LD. Escaped here."""

import json
from html import escape
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.gallery.models import Publication
from exemplar.gallery.words import in_vietnamese
from exemplar.gallery.workflow import PublicationState

MAX_DESCRIPTION = 200
CARD_WIDTH, CARD_HEIGHT = 1200, 630


async def page_head(session: AsyncSession, slug: str, public_url: str) -> str | None:
    """Return markup for the ``<head>`` of ``/showcase/{slug}``, or ``None`` when nothing is published there."""
    query = select(Publication).where(Publication.slug == slug, Publication.state == PublicationState.PUBLISHED)
    publication = await session.scalar(query)
    return None if publication is None else head_of(publication, public_url)


def head_of(publication: Publication, public_url: str) -> str:
    """Return the markup; every value is escaped, wherever it came from."""
    title, unit = in_vietnamese(publication.title), in_vietnamese(publication.unit_name)
    address = f"{public_url}/showcase/{publication.slug}"
    description = _shortened(publication.summary or unit)
    picture = f"{public_url}/api/v1/publications/{publication.slug}/share-card" if publication.share_card_key else None
    tags = {
        "og:type": "article",
        "og:locale": "vi_VN",
        "og:title": title,
        "og:description": description,
        "og:url": address,
        "og:site_name": "Exemplar",
        "article:published_time": publication.published_at.isoformat(),
    }
    if picture:
        tags |= {"og:image": picture, "og:image:width": str(CARD_WIDTH), "og:image:height": str(CARD_HEIGHT), "og:image:alt": title}
    lines = [f"<title>{escape(title)} · Exemplar</title>", f'<meta name="description" content="{escape(description)}">']
    lines.append(f'<link rel="canonical" href="{escape(address)}">')
    lines += [f'<meta property="{name}" content="{escape(value)}">' for name, value in tags.items()]
    lines.append(f'<meta name="twitter:card" content="{"summary_large_image" if picture else "summary"}">')
    lines.append(_linked_data(publication, title, description, address))
    return "".join(lines)


def _linked_data(publication: Publication, title: str, description: str, address: str) -> str:
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": title,
        "description": description,
        "url": address,
        "datePublished": publication.published_at.isoformat(),
        "inLanguage": "vi",
        "author": [{"@type": "Person", "name": author["full_name"]} for author in publication.story["authors"]],
        "publisher": {"@type": "Organization", "name": in_vietnamese(publication.unit_name)},
    }
    text = json.dumps(document, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= MAX_DESCRIPTION else plain[:MAX_DESCRIPTION].rsplit(" ", 1)[0] + "…"
