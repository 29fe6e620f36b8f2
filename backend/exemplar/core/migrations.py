"""Run the one line of migrations, under an advisory lock so that several starters do not race."""

from pathlib import Path

from alembic import command
from alembic.config import Config

SCRIPTS = Path(__file__).resolve().parents[1] / "migrations"


def config(database_url: str) -> Config:
    """Return alembic's configuration for ``database_url`` (``postgresql://…``)."""
    configuration = Config()
    configuration.set_main_option("script_location", str(SCRIPTS))
    configuration.attributes["url"] = "postgresql+asyncpg://" + database_url.split("://", 1)[1]
    return configuration


def upgrade(database_url: str, revision: str = "head") -> None:
    """Bring the database to ``revision``."""
    command.upgrade(config(database_url), revision)


def downgrade(database_url: str, revision: str) -> None:
    """Take the database back to ``revision``; used by the up-down-up test."""
    command.downgrade(config(database_url), revision)
