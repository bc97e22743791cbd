"""An option's saving less what lapses: each sentence has the net figure and both of its parts, whatever their signs."""

from __future__ import annotations

from fractions import Fraction

import pytest
import worked
from sentences import missing

from optimiser.reports.prose.saving import anything_lapses, saving_kept_sentence


@pytest.mark.parametrize(
    ("saving", "lapsed", "facts"),
    [
        (1_171_257, 314_000, ["saves £857,257", "costs £1,171,257 less", "but £314,000", "not spent", "returned"]),
        (1_171_257, 1_314_000, ["saves nothing", "costs £1,171,257 less", "£1,314,000", "£142,743 more than it saves"]),
        (100, 100, ["saves nothing", "costs £100 less", "but £100"]),
        (0, 100, ["saves nothing", "costs as much as today's", "and £100"]),
        (-5, 100, ["saves nothing", "costs £5 more", "and £100", "£105 together"]),
        (70, 0, ["spends all of the money that would lapse"]),
    ],
)
def test_the_sentence_is_true_whatever_the_signs(saving: int, lapsed: int, facts: list[str]) -> None:
    measures = {"saving": saving, "lapsed": lapsed, "saving_kept": saving - lapsed}
    sentence = saving_kept_sentence({name: Fraction(100 * pounds) for name, pounds in measures.items()})
    assert missing(sentence, *facts) == []
    assert "-" not in sentence


def test_a_saving_and_a_lapse_of_the_same_amount_leave_no_more() -> None:
    assert "more than it saves" not in saving_kept_sentence(
        {"saving": Fraction(100), "lapsed": Fraction(100), "saving_kept": Fraction(0)}
    )


def test_money_lapses_if_it_does_in_any_option() -> None:
    assert anything_lapses(worked.run())
    assert not anything_lapses(worked.run_without_lapse())
