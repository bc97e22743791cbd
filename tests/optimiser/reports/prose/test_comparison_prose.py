"""What a board is told first of two runs compared: nothing in it may be taken for something else."""

from dataclasses import replace

import pytest
from compared import DUEL, appraised, compared
from comparison_example import example_comparison
from sentences import missing

from models.appraisal.certainty import RankingCertainty
from optimiser.analyses.comparison import ComparedRun
from optimiser.analyses.comparison.input_changes import cell_kind
from optimiser.casefiles.schema.columns import Kind
from optimiser.reports.prose.comparison import comparison_headline, moves_text, since_last_run


def sides(years: tuple[str, str], prices: tuple[str, str]) -> tuple[ComparedRun, ComparedRun]:
    old, new = example_comparison().old, example_comparison().new
    return replace(old, years=years[0], prices=prices[0]), replace(new, years=years[1], prices=prices[1])


def test_figures_of_other_years_and_other_prices_are_said_to_be_so() -> None:
    old, new = sides(("2010/11 to 2012/13", "2011/12 to 2013/14"), ("2010/11", "2011/12"))
    words = comparison_headline(replace(example_comparison(), old=old, new=new))
    assert missing(words, "different years", "2010/11 to 2012/13 in the old", "2011/12 to 2013/14 in the new") == []
    assert missing(words, "different prices", "of 2010/11 in the old", "of 2011/12 in the new") == []


def test_of_the_same_years_and_prices_nothing_is_said() -> None:
    old, new = sides(("2010/11", "2010/11"), ("2010/11", "2010/11"))
    words = comparison_headline(replace(example_comparison(), old=old, new=new))
    assert ("different years" in words, "different prices" in words) == (False, False)


def test_the_years_and_prices_of_a_run_are_those_of_its_case() -> None:
    same = appraised(DUEL)
    side = compared(same, same).new
    assert (side.years, side.prices) == ("2010/11", "2010/11")


def test_where_another_option_is_preferred_its_plan_is_said_to_be_compared_with_its_own() -> None:
    (moves,) = example_comparison().moves
    words = comparison_headline(example_comparison())
    assert missing(words, 'plan of "joint"', f"its plan in the old run: {moves_text(moves)}.") == []
    stayed = replace(example_comparison(), old=replace(example_comparison().old, preferred="joint"))
    words = comparison_headline(stayed)
    assert missing(words, f"Its plan compared with the old run: {moves_text(moves)}.") == []
    assert 'plan of "joint"' not in words


@pytest.mark.parametrize(
    ("names", "close", "told"),
    [
        (("joint", "joint"), (False, False), '"joint" is still preferred.'),
        (
            ("joint", "joint"),
            (False, True),
            '"joint" is ahead in both runs, but the new run is too close to call.',
        ),
        (("joint", "joint"), (True, True), '"joint" is ahead in both runs, but both are too close to call.'),
        (
            ("joint", "joint"),
            (True, False),
            '"joint" is preferred now; before, it was ahead, but too close to call.',
        ),
        (("as is", "joint"), (False, False), '"joint" is preferred now instead of "as is".'),
        (
            ("as is", "joint"),
            (False, True),
            '"joint" is ahead now, but too close to call; before, "as is" was preferred.',
        ),
        (
            ("as is", "joint"),
            (True, False),
            '"joint" is preferred now; before, "as is" was ahead, but too close to call.',
        ),
        (("", "joint"), (False, True), '"joint" is ahead now, but too close to call; before, no option was preferred.'),
        (
            ("as is", ""),
            (True, False),
            'No option is preferred now; before, "as is" was ahead, but too close to call.',
        ),
    ],
)
def test_a_run_that_is_too_close_to_call_is_not_said_to_have_a_preferred_option(
    names: tuple[str, str], close: tuple[bool, bool], told: str
) -> None:
    old, new = example_comparison().old, example_comparison().new
    old = replace(old, preferred=names[0], too_close=close[0])
    new = replace(new, preferred=names[1], too_close=close[1])
    assert told in comparison_headline(replace(example_comparison(), old=old, new=new))


def test_a_margin_of_present_cost_above_1000_pounds_is_said_for_the_run_that_has_it() -> None:
    example = example_comparison()
    assert "may still be lower" not in comparison_headline(replace(example, new=replace(example.new, margin=100_000)))
    wide = replace(example, new=replace(example.new, margin=123_400))
    assert "at no loss of its objective: by at most £1,234 in the new run." in comparison_headline(wide)


def test_whether_a_run_is_too_close_to_call_is_read_from_its_record() -> None:
    criteria = "criterion,weight,measure,better,low,high\nmany,100,outcomes,higher,0,100"
    same = appraised(DUEL, criteria=criteria)
    open_run = replace(same, certainty=RankingCertainty(rivals=("joint",)))
    assert compared(same, same).new.too_close is False
    assert compared(same, open_run).new.too_close is True


def test_entries_that_move_no_figure_are_counted_apart() -> None:
    note, funded = (each for each in example_comparison().inputs if each.table == "funding" and each.column != "")
    sourced = replace(
        example_comparison(), inputs=tuple(each for each in example_comparison().inputs if each.cause is None)
    )
    assert {note.column, funded.column} == {"2010/11", "note"}
    first, *_ = comparison_headline(example_comparison()).split(". ")
    assert missing(first, "1 entry in version", "1 in funding", "1 in minimum and 2 in options") == []
    assert "without effect" not in first
    first, *_ = comparison_headline(sourced).split(". ")
    assert missing(first, "without effect on the figures", "1 entry in funding") == []


def test_the_summary_names_the_run_that_is_compared() -> None:
    assert since_last_run(example_comparison()).startswith("Since the last different run in this folder: Changed: ")


@pytest.mark.parametrize(
    ("table", "name", "column", "kind"),
    [
        ("settings", "first_year", "value", Kind.YEAR),
        ("settings", "discount_rate", "value", Kind.SHARE),
        ("contracts", "day", "committed_to", Kind.YEAR),
        ("funding", "grant", "2010/11", Kind.MONEY),
    ],
)
def test_a_year_is_known_for_one_so_that_no_per_cent_is_said_of_it(
    table: str, name: str, column: str, kind: Kind
) -> None:
    assert cell_kind(table, ((name,), 0), column) is kind
