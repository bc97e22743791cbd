"""Two runs compared: a bridge worked by hand, causes that cannot be told apart, what was asked, and what moved."""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from command_line import TABLES
from compared import DUEL, appraised, compared, shares

from models.plan.plan import Status
from optimiser.analyses.comparison import PREFERRED, SCORE, Cause, RunComparison
from optimiser.analyses.comparison.compare import compare_with_last as with_run
from optimiser.engine.answer_cache import AnswerCache
from optimiser.engine.parallel import Pool
from optimiser.engine.run_record import RunRecord, read_record, rebuild_run
from optimiser.engine.serialisation import from_json, to_json
from optimiser.errors import NoRecord
from optimiser.reports.prose.comparison import comparison_headline
from optimiser.solving.settings import Settings

RICHER = DUEL["funding"].replace("1000", "1300")
CHEAPER = DUEL["prices"].replace(",100", ",80")


@cache
def duel() -> RunRecord:
    return appraised(DUEL)


@cache
def towns() -> RunRecord:
    return appraised(TABLES)


@cache
def two_causes() -> RunComparison:
    return compared(duel(), appraised(DUEL, funding=RICHER, prices=CHEAPER))


@cache
def moved() -> RunComparison:
    """The towns with less money in Ashby, a dearer day programme, and another judgement."""
    return compared(
        towns(),
        appraised(
            TABLES,
            funding=TABLES["funding"].replace("700000,690000", "560000,552000"),
            prices=TABLES["prices"].replace("2500", "3100").replace("2200", "2900"),
            judgements=TABLES["judgements"].replace("High,High,Medium", "Low,High,High"),
        ),
    )


def test_a_bridge_of_two_causes_is_as_worked_by_hand() -> None:
    """£1,000 buys 10 places at £100; £1,300 buys 13; at £80 £1,000 buys 12 for £960; both, 16 for £1,280.

    Places: money brings 3 alone and 4 after the price, 3.5; the price 2 alone and 3 after the money, 2.5. Cost: money
    £300 and £320, £310; the price -£40 and -£20, -£30.
    """
    assert shares(two_causes(), "alone", "outcomes") == {"funding": 3.5, "prices": 2.5}
    assert shares(two_causes(), "alone", "cost") == {"funding": 31_000, "prices": -3000}


def test_the_ends_are_the_two_runs_figures() -> None:
    bridge = two_causes().bridge("alone", "cost")
    assert bridge is not None
    assert (bridge.old, bridge.new) == (100_000, 128_000)


@pytest.mark.parametrize("found", [two_causes, moved], ids=["duel", "towns"])
def test_shares_make_the_new_figure_to_the_penny(found: object) -> None:
    for each in found().bridges:  # type: ignore[operator]
        assert each.old + sum(part.share for part in each.parts) == each.new
        assert not each.is_money or all(part.share.denominator == 1 for part in each.parts)


def test_an_odd_penny_goes_to_the_earlier_cause() -> None:
    """2p buys one place at 2p, or two at 1p; 3p still one at 2p, but three at 1p: the penny more takes both causes."""
    tables = {"funding": DUEL["funding"].replace("1000", "0.02"), "prices": DUEL["prices"].replace(",100", ",0.02")}
    more = {"funding": DUEL["funding"].replace("1000", "0.03"), "prices": DUEL["prices"].replace(",100", ",0.01")}
    found = compared(appraised(DUEL, **tables), appraised(DUEL, **more))
    assert shares(found, "alone", "cost") == {"funding": 1, "prices": 0}
    assert shares(found, "alone", "outcomes") == {"funding": 0.5, "prices": 1.5}


def test_the_same_run_twice_gives_an_empty_bridge() -> None:
    found = compared(towns(), towns())
    assert found.is_empty
    assert (found.inputs, found.causes, found.bridges, found.without) == ((), (), (), ())


def test_a_judgement_that_changed_moves_scores_alone_and_solves_nothing() -> None:
    new = appraised(TABLES, judgements=TABLES["judgements"].replace("Medium", "High"))
    known = AnswerCache()
    with Pool(1) as pool:
        found = with_run(towns(), rebuild_run(new), pool, cache=known)
    assert shares(found, "joint", "cost") == {"judgements": 0}
    assert shares(found, "joint", SCORE) == {"judgements": 7.5}
    assert known.answers == {}  # what is lent is not kept, and nothing was solved


def test_causes_that_make_faults_apart_are_told_together_with_the_fault() -> None:
    """An option that is added must be judged: neither the one nor the other alone makes a case."""
    new = appraised(
        TABLES,
        options=TABLES["options"] + "\nhub,3,free,5000,0.2",
        judgements=TABLES["judgements"].replace("joint", "joint,hub").replace("Medium", "Medium,Low"),
        funding=TABLES["funding"].replace("700000", "600000"),
    )
    found = compared(towns(), new)
    bridge = found.bridge(PREFERRED, SCORE)
    assert bridge is not None
    assert [part.causes for part in bridge.parts] == [(Cause.FUNDING,), (Cause.OPTIONS, Cause.JUDGEMENTS)]
    (words,) = bridge.together
    assert words.startswith("Told together: options + judgements. With some of these changed and others not,")
    assert 'found no column "hub"' in words
    assert '"hub" has no bridge: the old run does not have it.' in found.without


def test_causes_without_a_plan_apart_are_told_together() -> None:
    """A floor of 12 is beyond £1,000 at £100: with the floor alone there is no plan; money and price make room."""
    floor = "borough,service,measure,2010/11\nAshby,day programme,places,12"
    found = compared(duel(), appraised(DUEL, funding=RICHER, minimum=floor))
    bridge = found.bridge("alone", "outcomes")
    assert bridge is not None
    assert [part.causes for part in bridge.parts] == [(Cause.FUNDING, Cause.FLOORS)]
    assert bridge.together == (
        "Told together: funding + floors. With some of these changed and others not, the option has no plan.",
    )


def test_it_is_said_with_which_cause_an_option_lost_its_plan() -> None:
    floor = "borough,service,measure,2010/11\nAshby,day programme,places,12"
    found = compared(duel(), appraised(DUEL, prices=DUEL["prices"].replace(",100", ",99"), minimum=floor))
    assert found.without[-2:] == (
        '"alone" has no bridge: in the new run the option has no plan.',
        '"alone" has no plan as soon as this changes: floors.',
    )


def test_other_settings_are_a_cause_that_comes_first() -> None:
    new = appraised(DUEL, Settings(objective="cost"), funding=RICHER)
    found = compared(duel(), new)
    assert found.causes == (Cause.VERSION, Cause.FUNDING)
    assert shares(found, "alone", "outcomes") == {"version or what was asked": -10, "funding": 0}
    assert [(each.table, each.row, each.old, each.new) for each in found.inputs[:1]] == [
        ("run", "objective", "as the case says", "cost")
    ]


def test_a_version_that_answers_no_question_otherwise_is_no_cause() -> None:
    """Today's programme, asked the same, has the keys that the old record has: its answers stand."""
    old = replace(towns(), code_hash="another", versions={**towns().versions, "pandas": "1.0"})
    found = compared(old, towns())
    assert (found.causes, found.bridges) == ((), ())
    assert {(each.row, each.cause) for each in found.inputs} == {
        ("version of pandas", None),
        ("code of the programme (SHA-256)", None),
    }


def test_an_old_programme_is_a_cause_and_its_input_is_solved_again() -> None:
    old = replace(duel(), code_hash="another", answer_keys=dict.fromkeys(duel().answer_keys, "of old"))
    found = compared(old, duel())
    assert found.causes == (Cause.VERSION,)
    assert shares(found, "alone", "cost") == {"version or what was asked": 0}


def test_another_answer_to_the_same_question_is_the_choice_within_the_gap() -> None:
    """Nine places are no longer the best: only to have another plan of the same question."""
    fewer = appraised(DUEL, funding=DUEL["funding"].replace("1000", "900"))
    answer = replace(fewer.answers["alone"], status=Status.WITHIN_GAP, bound=10.0, gap=1 / 9)
    loose = Settings(gap=0.5)
    old = replace(duel(), answers={"alone": answer}, settings=loose)
    new = replace(duel(), settings=loose)
    found = compared(replace(old, answer_keys=new.answer_keys), new)
    assert shares(found, "alone", "outcomes") == {"choice within the gap": 1}
    assert found.inputs == ()


def test_a_share_that_the_gap_may_make_is_marked() -> None:
    fewer = appraised(DUEL, Settings(gap=0.5), funding=DUEL["funding"].replace("1000", "1100"))
    answer = replace(fewer.answers["alone"], status=Status.WITHIN_GAP, bound=13.0, gap=2 / 11)
    new = replace(fewer, answers={"alone": answer})
    (bridge,) = (
        each for each in compared(appraised(DUEL, Settings(gap=0.5)), new).bridges if each.figure == "outcomes"
    )
    assert bridge.tolerance == Fraction(2 / 11) * 11
    assert [(part.share, part.within_gap) for part in bridge.parts] == [(1, True)]


def test_seven_causes_are_shared_over_drawn_orders_with_an_error() -> None:
    more = {
        "settings": DUEL["settings"] + "\ncontract_management_cost,50",
        "funding": RICHER,
        "demand": DUEL["demand"].replace("30", "14"),
        "prices": CHEAPER,
        "minimum": "borough,service,measure,2010/11\nAshby,day programme,places,3",
        "options": DUEL["options"].replace("option,level\nalone,1", "option,level,max_new_contracts\nalone,1,1"),
        "criteria": "criterion,weight,measure,better\noutcomes,1,outcomes,higher",
    }
    found = compared(duel(), appraised(DUEL, **more))
    bridge = found.bridge("alone", "cost")
    assert bridge is not None
    assert (len(bridge.parts), bridge.sampled_orders) == (7, 16)
    assert all(part.standard_error is not None for part in bridge.parts)
    errors = {part.causes: part.standard_error for part in bridge.parts}
    assert errors[Cause.FLOORS,] == 0  # it never moves anything
    assert errors[Cause.FUNDING,] != 0
    assert bridge.old + sum(part.share for part in bridge.parts) == bridge.new


def test_moves_explain_the_places() -> None:
    assert moved().moves[0].option == moved().new.preferred
    for each in moved().moves:
        assert sum(one.new - one.old for one in each.places if one.counted) == each.new_places - each.old_places


def test_contracts_that_run_as_before_are_not_listed() -> None:
    found = compared(towns(), towns())
    assert [(each.contracts, each.places) for each in found.moves] == [((), ())] * 3


def test_a_contract_that_runs_otherwise_is_told_year_by_year() -> None:
    """At first the offer is dearer than what runs today; once it is cheap, it takes over in both years.

    A contract costs £1 to manage: an offer without fee or management could be taken up empty in a plan as good.
    """
    today = "contract,provider,service,borough,places,annual_cost\nday today,Provider B,day programme,Ashby,5,500"
    dear = {
        "settings": DUEL["settings"].replace("years,1", "years,2") + "\ncontract_management_cost,1",
        "contracts": today,
    }
    dear |= {"funding": "stream,borough,2010/11,2011/12\ntreatment budget,Ashby,510,510"}
    dear |= {"demand": "borough,service,2010/11,2011/12\nAshby,day programme,5,5"}
    dear |= {"contracts": today.replace("annual_cost", "annual_cost,success_rate").replace("5,500", "5,500,1")}
    found = compared(
        appraised(DUEL, **dear, prices=DUEL["prices"].replace(",100", ",101")),
        appraised(DUEL, **dear, prices=DUEL["prices"].replace(",100", ",90")),
    )
    (moves,) = found.moves
    assert [(each.contract, each.year, each.old, each.new) for each in moves.contracts] == [
        ("day today", "2010/11", "continues", "ends"),
        ("day today", "2011/12", "continues", "not there"),
        ("day", "2010/11", "not there", "starts"),
        ("day", "2011/12", "not there", "continues"),
    ]
    assert [(each.provider, each.year, each.old, each.new) for each in moves.places] == [
        ("Provider A", "2010/11", 0, 5),
        ("Provider B", "2010/11", 5, 0),
        ("Provider A", "2011/12", 0, 5),
        ("Provider B", "2011/12", 5, 0),
    ]
    assert (moves.contracts_moved, moves.places_moved, moves.old_places, moves.new_places) == (2, 10, 10, 10)


def test_what_was_found_is_kept_and_made_again() -> None:
    assert from_json(RunComparison, to_json(moved())) == moved()


def test_the_same_comparison_is_found_whoever_solves_it() -> None:
    old, new = towns(), appraised(TABLES, funding=TABLES["funding"].replace("700000", "560000"))
    assert compared(old, new) == compared(old, new)


def test_a_run_made_in_a_script_cannot_be_compared() -> None:
    with pytest.raises(NoRecord, match="made from a script"):
        compared(replace(towns(), tables={}), towns())


def test_of_an_old_run_that_cannot_be_made_again_the_input_is_told_alone() -> None:
    old = replace(towns(), tables={**towns().tables, "prices": []})
    with Pool(1) as pool:
        found = with_run(old, rebuild_run(towns()), pool)
    assert [(each.table, each.what) for each in found.inputs] == [("prices", "added")] * 3
    assert (found.bridges, found.moves, found.is_empty) == ((), (), False)
    (words,) = found.without
    assert words.startswith("What changed in the figures is not told by cause. This version finds faults in the tables")
    assert comparison_headline(found) == "Changed: 3 entries in prices."


def test_a_folder_without_a_run_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoRecord, match="holds no run"):
        read_record(tmp_path)
