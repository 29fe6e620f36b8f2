"""What is noted of a job besides what procrastinate keeps."""

from advanced_alchemy.base import DefaultBase
from sqlalchemy import BigInteger, Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column

LONGEST_KIND = 200

_JOBS = Table("procrastinate_jobs", DefaultBase.metadata, Column("id", BigInteger, primary_key=True))
"""Procrastinate's own table, named here as far as a foreign key needs; the migrations leave it alone."""


class JobFailure(DefaultBase):
    """Why the last try of a job failed: the kind of error, as ``module.Class``, never what it said. Goes with its job."""

    __tablename__ = "job_failure"

    job_id: Mapped[int] = mapped_column(BigInteger, ForeignKey(_JOBS.c.id, ondelete="CASCADE"), primary_key=True, autoincrement=False)
    error: Mapped[str] = mapped_column(String(LONGEST_KIND))
