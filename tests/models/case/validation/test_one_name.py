"""Two names that may be one provider are a warning with both cells; different names are read without a word."""

import pytest
from case_tables import faults_of, tables, with_cells, write_folder

from models.case.validation.one_name import is_alike
from optimiser.casefiles.reading import describe, read

ONE = [
    ("Adferiad Recovery Ltd", "Adferiad Recovery Limited"),
    ("Adferiad Recovery Ltd", "Adferiad Recovery Ltd."),
    ("Adferiad Recovery Ltd", "ADFERIAD RECOVERY LIMITED"),
    ("Adferiad Recovery", "Adferiad Recovery Limited"),
    ("Adferiad Recovery", "The Adferiad Recovery"),
    ("St John's", "St John\u2019s"),
    ("St John's", "St Johns"),
    ("St John's Trust", "Saint John's Trust"),
    ("St. John's", "St John's"),
    ("Delphi-Medical", "Delphi\u2013Medical"),
    ("Delphi-Medical", "Delphi Medical"),
    ("Cassidy & Ashton", "Cassidy &amp; Ashton"),
    ("Cassidy & Ashton", "Cassidy &amp;amp; Ashton"),
    ("Cassidy & Ashton", "Cassidy and Ashton"),
    ("Cassidy & Ashton", "Cassidy + Ashton"),
    ("Recovery plc", "Recovery PLC."),
    ("Recovery plc", "Recovery Public Limited Company"),
    ("Recovery CIC", "Recovery C.I.C."),
    ("Recovery CIC", "Recovery Community Interest Company"),
    ("North NHS FT", "North NHS Foundation Trust"),
    ("North NHS FT", "North Foundation Trust"),
    ("North NHS FT", "North N.H.S. F.T."),
    ("Caf\u00e9 Recovery", "Cafe Recovery"),
    ("Turning Point", "TurningPoint"),
    ("Turning Point", "Turning Piont"),
    ("Turning Point", "Turnin Point"),
    ("Turning Point", "Turnning Point"),
    ("Turning Point", "Turning Poimt"),
    ("Change, Grow, Live", "Change Grow Live"),
    ("C.G.L.", "CGL"),
    ("Smith & Company", "Smith & Co"),
    ("Recovery (North)", "Recovery - North"),
]
TWO = [
    ("Turning Point", "Turning Points"),
    ("Turning Point", "turning point"),
    ("North Trust", "South Trust"),
    ("East Trust", "West Trust"),
    ("Lot 1", "Lot 2"),
    ("Lot 11 of the tender", "Lot 12 of the tender"),
    ("Provider A", "Provider B"),
    ("Recovery A Ltd", "Recovery B Ltd"),
    ("Phase II services", "Phase III services"),
    ("Recovery Ltd", "Recovery CIC"),
    ("Recovery NHS Trust", "Recovery NHS Foundation Trust"),
    ("Norfolk Recovery", "Suffolk Recovery"),
    ("Hill House", "Mill House"),
    ("Tier 2a service", "Tier 2b service"),
    ("Halton Council", "Walton Council"),
    ("Care One", "Care Ono"),
    ("Addiction 2010", "Addiction 2011"),
    ("Northern Care", "Southern Care"),
    ("Ltd", "Limited partners"),
    ("Mens service", "Womens service"),
]


@pytest.mark.parametrize(("one", "two"), ONE)
def test_two_ways_to_write_a_name_are_alike(one, two):
    assert is_alike(one, two)
    assert is_alike(two, one)


@pytest.mark.parametrize(("one", "two"), TWO)
def test_two_names_are_two(one, two):
    assert not is_alike(one, two)
    assert not is_alike(two, one)


@pytest.mark.parametrize(("one", "two"), ONE)
def test_a_provider_under_two_names_is_a_warning_with_both_cells_that_one_name_ends(one, two, tmp_path):
    case = with_cells(*[("contracts", row, "provider", one) for row in (0, 1)], ("offers", 0, "provider", two))
    warnings = read(write_folder(tmp_path / "case", case)).warnings
    told = [warning for warning in warnings if warning.expected == "one name for one provider"]
    assert [warning.location for warning in told] == ['offers.csv, line 2, column "provider"']
    for fact in (f'"{two}"', f'"{one}"', 'contracts.csv, line 2, column "provider"', "independence"):
        assert fact in str(told[0])
    case = with_cells(*[("contracts", row, "provider", one) for row in (0, 1)], ("offers", 0, "provider", one))
    assert read(write_folder(tmp_path / "case", case)).warnings == ()


@pytest.mark.parametrize(("one", "two"), [pair for pair in TWO if pair[0].casefold() != pair[1].casefold()])
def test_two_providers_are_read_without_a_word(one, two, tmp_path):
    case = with_cells(*[("contracts", row, "provider", one) for row in (0, 1)], ("offers", 0, "provider", two))
    assert read(write_folder(tmp_path / "case", case)).warnings == ()


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        (
            [("funding", 0, "owner", "The Council"), ("funding", 1, "owner", "Council")],
            'funding.csv, line 3, column "owner"',
        ),
        (
            [("boroughs", 0, "commissioner", "A & B"), ("boroughs", 1, "commissioner", "A and B")],
            "boroughs.csv, line 3",
        ),
        ([("funding", 2, "stream", "treatment-budget")], 'funding.csv, line 4, column "stream"'),
        ([("funding", 2, "stream", "treatment budjet")], 'funding.csv, line 4, column "stream"'),
        ([("services", 2, "service", "ad-vice")], 'services.csv, line 4, column "service"'),
    ],
)
def test_other_names_that_may_be_one_are_warnings_too(cells, place, tmp_path):
    warnings = read(write_folder(tmp_path / "case", with_cells(*cells))).warnings
    assert [warning.location.startswith(place) for warning in warnings] == [True]


def test_a_service_declared_in_other_capitals_is_a_fault_whose_remedy_ends_it(tmp_path):
    case = tables()
    case["services"].append(["Advice", "1"])
    assert "delete one of the rows" in describe(faults_of(write_folder(tmp_path / "case", case)))
    del case["services"][4]
    assert read(write_folder(tmp_path / "case", case)).warnings == ()
