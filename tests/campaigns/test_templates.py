"""The ready-made calls: complete in three languages, and whole."""

import json

import pytest

from exemplar.campaigns.forms import fields_of
from exemplar.campaigns.rubrics import leaves, weighted_maximum
from exemplar.campaigns.templates import CampaignTemplate, blueprint


@pytest.mark.parametrize("template", CampaignTemplate)
def test_a_template_has_a_form_a_whole_rubric_and_a_category(template):
    plan = blueprint(template)

    assert len(list(fields_of(plan.form))) >= 7
    assert [weighted_maximum(rubric.definition) for rubric in plan.rubrics] == [100]
    assert [category.rubric for category in plan.categories] == [0]


def texts(node):
    if isinstance(node, dict):
        if "vi" in node:
            yield node
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)


@pytest.mark.parametrize("template", CampaignTemplate)
def test_every_text_is_there_in_three_languages(template):
    plan = blueprint(template)
    documents = [plan.form.model_dump(), *(rubric.definition.model_dump() for rubric in plan.rubrics)]
    rest = json.loads(json.dumps([[c.name, c.award_name, c.summary] for c in plan.categories] + [[r.name] for r in plan.rubrics]))

    found = list(texts([*documents, rest]))

    assert len(found) > 30
    assert [one for one in found if not all(one.values())] == []


def test_every_criterion_has_bands_that_leave_no_gap():
    for template in CampaignTemplate:
        for rubric in blueprint(template).rubrics:
            for leaf in leaves(rubric.definition):
                covered = sorted(point for band in leaf.bands for point in range(band.from_points, band.to_points + 1))
                assert covered == list(range(leaf.maximum + 1)), leaf.key


def test_starting_from_nothing_brings_nothing():
    plan = blueprint(None)

    assert (plan.form.sections, plan.rubrics, plan.categories) == ([], [], [])
