"""Settings, one class per concern, read once at a door (app, worker, command line) and passed on by hand."""

from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import urlsplit

from pydantic import ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parents[3]


class DatabaseSettings(BaseSettings):
    """Where PostgreSQL is. ``database_url`` is ``postgresql://user:password@host:port/name``."""

    model_config = SettingsConfigDict(env_prefix="EXEMPLAR_")

    database_url: str = "postgresql://app@127.0.0.1:5432/exemplar"
    database_pool_size: int = 10
    unsafe: bool = False

    @property
    def sqlalchemy_url(self) -> str:
        """Return the address with the driver that the application uses."""
        return "postgresql+asyncpg://" + self.database_url.split("://", 1)[1]


class StorageSettings(BaseSettings):
    """Where the S3 server is. ``s3_public_endpoint`` is what browsers reach, and what links are signed for.

    ``published_url`` is where browsers find what is published, when that is not below the public endpoint.
    """

    model_config = SettingsConfigDict(env_prefix="EXEMPLAR_")

    s3_endpoint: str = "http://127.0.0.1:9000"
    s3_public_endpoint: str = ""
    s3_access_key: str = "exemplar"
    s3_secret_key: str = "exemplar-secret"  # noqa: S105 - replaced by the environment everywhere but in unit tests
    s3_bucket: str = "exemplar"
    s3_region: str = "us-east-1"
    published_url: str = ""

    @property
    def published_base(self) -> str:
        """Return the address below which published sets lie, without a slash at the end."""
        return (self.published_url or f"{self.s3_public_endpoint}/{self.s3_bucket}/published").rstrip("/")

    @model_validator(mode="after")
    def _public_defaults_to_private(self) -> Self:
        self.s3_public_endpoint = self.s3_public_endpoint or self.s3_endpoint
        return self


class MediaSettings(BaseSettings):
    """Limits of what units may hand in, sizes in bytes; and how many files are at work at once, by how they are worked on."""

    model_config = SettingsConfigDict(env_prefix="EXEMPLAR_MEDIA_")

    max_image_bytes: int = 200 * 1024**2
    max_video_bytes: int = 20 * 1024**3
    max_audio_bytes: int = 2 * 1024**3
    max_document_bytes: int = 200 * 1024**2
    max_unit_bytes: int = 200 * 1024**3
    max_pixels: int = 80_000_000
    max_pages: int = 400
    max_duration_seconds: int = 4 * 3600
    max_frames: int = 1_000
    max_page_pictures: int = 40
    max_archive_entries: int = 5_000
    max_archive_ratio: int = 100
    max_archive_bytes: int = 1024**3
    draw_seconds: int = 40
    office_seconds: int = 60
    engine_memory_bytes: int = 1536 * 1024**2
    engine_film_memory_bytes: int = 4 * 1024**3
    engine_cpu_seconds: int = 120
    engine_cpu_percent: int = 100
    engine_wall_factor: int = 4
    concurrent_looks: int = 4
    concurrent_papers: int = 2
    concurrent_films: int = 1
    concurrent_sounds: int = 2
    concurrent_ladders: int = 1
    max_attempts: int = 6
    link_ttl_seconds: int = 60


class NeighbourSettings(BaseSettings):
    """Programs beside Exemplar that media uses where they are.

    ``clamd_url`` is ``tcp://host:port`` or ``unix:///path`` of ClamAV's daemon. ``speech_command`` is a program with the
    command line of whisper.cpp, ``speech_model`` the file of its model; ``speech_percent`` says how much of a sound's length
    it may take. Both are off when empty.
    """

    model_config = SettingsConfigDict(env_prefix="EXEMPLAR_")

    clamd_url: str = ""
    clamd_seconds: float = 900
    speech_command: str = ""
    speech_model: str = ""
    speech_language: str = "vi"
    speech_percent: int = 400
    speech_memory_bytes: int = 6 * 1024**3

    @field_validator("clamd_url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        place = urlsplit(url)
        if url and not (place.scheme == "unix" and place.path) and not (place.scheme == "tcp" and place.hostname and place.port):
            raise ValueError("tcp://host:port or unix:///path")
        return url


class WebSettings(BaseSettings):
    """How the application is reached and what it serves. ``public_url`` has no trailing slash."""

    model_config = SettingsConfigDict(env_prefix="EXEMPLAR_")

    port: int = 8000
    public_url: str = ""
    frontend_dir: Path = PROJECT / "frontend" / "dist"

    @model_validator(mode="after")
    def _public_url_defaults_to_port(self) -> Self:
        self.public_url = (self.public_url or f"http://localhost:{self.port}").rstrip("/")
        return self

    @property
    def is_secure(self) -> bool:
        """Say whether people reach us over TLS, so that cookies may be marked Secure."""
        return urlsplit(self.public_url).scheme == "https"


class MailSettings(BaseSettings):
    """Where mail goes. An empty ``smtp_url`` keeps mails in the outbox."""

    model_config = SettingsConfigDict(env_prefix="EXEMPLAR_")

    smtp_url: str = ""
    mail_from: str = "Exemplar <no-reply@exemplar.test>"


class HomeSettings(BaseSettings):
    """Where files that are not in PostgreSQL or S3 live: the bundled servers' data and the signing keys."""

    model_config = SettingsConfigDict(env_prefix="EXEMPLAR_")

    home: Path = PROJECT / "var"
    secrets_dir: Path | None = None

    @property
    def secrets(self) -> Path:
        """Return the folder of keys (0700)."""
        return self.secrets_dir or self.home / "secrets"


class SettingsWrong(Exception):
    """A variable of the environment holds what it cannot hold; says which one and what is wanted, never what it holds."""


Concern = TypeVar("Concern", bound=BaseSettings)


class Settings:
    """All concerns together, as a door reads them. Raises ``SettingsWrong``."""

    def __init__(self) -> None:
        self.database = _read(DatabaseSettings)
        self.storage = _read(StorageSettings)
        self.media = _read(MediaSettings)
        self.neighbours = _read(NeighbourSettings)
        self.web = _read(WebSettings)
        self.mail = _read(MailSettings)
        self.home = _read(HomeSettings)


def _read(kind: type[Concern]) -> Concern:
    try:
        return kind()
    except ValidationError as error:
        fault = error.errors()[0]
        name = f"{kind.model_config.get('env_prefix', '')}{'_'.join(str(step) for step in fault['loc'])}".upper()
        wanted = fault["msg"].removeprefix("Value error, ").split(",")[0].removeprefix("Input should be ")
    message = f"{name} in the environment should be {wanted}, and it is not."
    raise SettingsWrong(message)


def read() -> Settings:
    """Read the environment once. Raises ``SettingsWrong``."""
    return Settings()


__all__ = [
    "DatabaseSettings",
    "HomeSettings",
    "MailSettings",
    "MediaSettings",
    "NeighbourSettings",
    "Settings",
    "SettingsWrong",
    "StorageSettings",
    "WebSettings",
    "read",
]
