"""Ready-made calls: a form, rubrics and categories to start from.

Each is a blueprint, the same shape that copying an earlier campaign gives. Fields follow Circular 18/2013 appendix I;
the rubrics are invented examples of the common 100-point kind, to be changed by whoever opens the call.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from exemplar.campaigns.forms import FormDefinition
from exemplar.campaigns.rubrics import RubricDefinition
from exemplar.campaigns.template_forms import initiative_form, media_form, replication_form
from exemplar.campaigns.template_rubrics import initiative_rubric, media_rubric, replication_rubric
from exemplar.campaigns.template_texts import local
from exemplar.core.models import LocalText


class CampaignTemplate(StrEnum):
    """The kinds of call that come ready-made."""

    INITIATIVE_AWARD = "initiative_award"
    REPLICATION_AWARD = "replication_award"
    MEDIA_CONTEST = "media_contest"


@dataclass(frozen=True, slots=True)
class RubricPlan:
    """A rubric of a blueprint, with the name people choose it by."""

    name: LocalText
    definition: RubricDefinition


@dataclass(frozen=True, slots=True)
class CategoryPlan:
    """An award category of a blueprint; ``rubric`` is the index of its rubric, ``None`` while it has none."""

    code: str
    name: LocalText
    award_name: LocalText
    summary: LocalText | None = None
    statutory: bool = False
    rubric: int | None = 0


@dataclass(frozen=True, slots=True)
class Blueprint:
    """All that a new campaign starts with besides its name and dates."""

    form: FormDefinition = field(default_factory=FormDefinition)
    rubrics: list[RubricPlan] = field(default_factory=list)
    categories: list[CategoryPlan] = field(default_factory=list)
    blind_review: bool = True
    sheets_per_entry: int = 3


def blueprint(template: CampaignTemplate | None) -> Blueprint:
    """Return what ``template`` brings; ``None`` starts from nothing."""
    if template is None:
        return Blueprint()
    return _MAKERS[template]()


def _initiative_award() -> Blueprint:
    return Blueprint(
        form=initiative_form(),
        rubrics=[RubricPlan(local("Thang điểm sáng kiến", "Barème des initiatives", "Initiative rubric"), initiative_rubric())],
        categories=[
            CategoryPlan(
                code="A1",
                name=local("Sáng kiến tiêu biểu", "Initiative exemplaire", "Outstanding initiative"),
                award_name=local(
                    "Giấy chứng nhận Sáng kiến tiêu biểu",
                    "Certificat d’initiative exemplaire",
                    "Certificate of Outstanding Initiative",
                ),
                summary=local(
                    "Dành cho tác giả hoặc nhóm tác giả của giải pháp đã áp dụng tại đơn vị.",
                    "Pour l’auteur ou le groupe d’auteurs d’une solution déjà appliquée dans l’unité.",
                    "For the author or group of authors of a solution already applied in the unit.",
                ),
            )
        ],
    )


def _replication_award() -> Blueprint:
    return Blueprint(
        form=replication_form(),
        rubrics=[RubricPlan(local("Thang điểm nhân rộng", "Barème de la reproduction", "Replication rubric"), replication_rubric())],
        categories=[
            CategoryPlan(
                code="A2",
                name=local("Mô hình nhân rộng hiệu quả", "Modèle reproduit avec succès", "Effectively replicated model"),
                award_name=local(
                    "Giấy chứng nhận Mô hình nhân rộng hiệu quả",
                    "Certificat de modèle reproduit avec succès",
                    "Certificate of Effectively Replicated Model",
                ),
                summary=local(
                    "Dành cho tập thể có mô hình được ít nhất hai đơn vị khác áp dụng và báo cáo kết quả.",
                    "Pour un collectif dont le modèle est appliqué par au moins deux autres unités, résultats à l’appui.",
                    "For a collective whose model at least two other units apply and report results on.",
                ),
            )
        ],
        blind_review=False,
    )


def _media_contest() -> Blueprint:
    return Blueprint(
        form=media_form(),
        rubrics=[RubricPlan(local("Thang điểm truyền thông", "Barème des productions", "Media rubric"), media_rubric())],
        categories=[
            CategoryPlan(
                code="A3",
                name=local("Sản phẩm truyền thông sáng tạo", "Production médiatique créative", "Creative media work"),
                award_name=local(
                    "Giải Sản phẩm truyền thông sáng tạo",
                    "Prix de la production médiatique créative",
                    "Creative Media Work Prize",
                ),
                summary=local(
                    "Clip, podcast hoặc đồ họa thông tin do đơn vị thực hiện.",
                    "Vidéo, podcast ou infographie réalisés par l’unité.",
                    "A clip, podcast or infographic made by the unit.",
                ),
            )
        ],
        sheets_per_entry=5,
    )


_MAKERS = {
    CampaignTemplate.INITIATIVE_AWARD: _initiative_award,
    CampaignTemplate.REPLICATION_AWARD: _replication_award,
    CampaignTemplate.MEDIA_CONTEST: _media_contest,
}
