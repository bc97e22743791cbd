"""What a run's folder remembers of the run: `run.json` has its whole input and its exact answers.

From it the run is made again (`remade`), judged anew by today's code, without the user's tables and without a solver:
to compare two runs, to keep answers that are proven, to stay close to a plan, to hold a decision against a later run.
`known` holds answers by the content of their question.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cattrs import override

from models.appraisal.scoring import appraise
from models.case.appraisal_inputs import ScenarioChange
from models.case.faults import CaseFaults
from models.case.types import Case
from models.case.validation import Tables, validate
from models.plan.allocation_lines import NearOptimalRanges
from models.plan.plan import Answer
from optimiser.engine.answer_cache import AnswerCache, EarlierResults
from optimiser.engine.run import Result, Run, verified_result
from optimiser.engine.serialisation import UnexpectedJson, checksum, from_json, make_converter, to_json
from optimiser.engine.table_rows import tables_from_json, tables_to_json
from optimiser.engine.versions import code_hash
from optimiser.errors import BrokenAnswer, NoRecord
from optimiser.solving.settings import Settings

RECORD_FILE = "run.json"
FORM = 2  # of the file: raised when an older programme could not read it
CODE_FOLDERS = ("models", "optimiser")


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run as its folder has it. `tables`: the typed rows, with the changes of a scenario or of --set made.

    `source`: the name of the input's file or folder; `keys`: by option, the key of its question; `code`: the SHA-256 of
    the programme's own files; `asked`: what was asked for beside the solving, such as `robust`, by name; `files`: the
    marks of all files that the run wrote, by name; `changes`: those of --set; `preferred`: as the run has it;
    `flexibility`: the ranges of its lines; `comparison`: what changed since the run before, as JSON that
    `optimiser.analyses.findings` reads.
    """

    title: str
    source: str
    digest: str
    scenario: str
    first_year: int
    settings: Settings
    versions: Mapping[str, str]
    code_hash: str
    answer_keys: Mapping[str, str]
    answers: Mapping[str, Answer]
    tables: Tables = field(default_factory=dict)
    requested: Mapping[str, str] = field(default_factory=dict)
    file_hashes: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[ScenarioChange, ...] = ()
    preferred: str | None = None
    flexibility: NearOptimalRanges | None = None
    comparison: Any = None


def make_record(
    run: Run,
    asked: Mapping[str, str] | None = None,
    files: Mapping[str, str] | None = None,
    *,
    flexibility: NearOptimalRanges | None = None,
    comparison: Any = None,
) -> RunRecord:
    """What is to be remembered of a run."""
    return RunRecord(
        title=run.case.title,
        source=Path(run.source).name,
        digest=run.digest,
        scenario=run.scenario,
        settings=run.settings,
        versions=dict(run.versions),
        code_hash=code_hash(*CODE_FOLDERS),
        answer_keys=answer_keys(run),
        answers={name: result.answer for name, result in run.results.items()},
        tables=run.tables,
        requested=dict(asked or {}),
        file_hashes=dict(files or {}),
        changes=run.changes,
        first_year=run.case.first_year,
        preferred=run.appraisal.preferred,
        flexibility=flexibility,
        comparison=comparison,
    )


def answer_keys(run: Run) -> dict[str, str]:
    """By option, the key of the question that a run answered."""
    memory = EarlierResults(stay_close_to=run.stay_close_to)
    return {name: memory.key(run.case, name, run.settings) for name in run.results}


def record_text(record: RunRecord) -> str:
    """The text of run.json. The same run gives the same text, but for `seconds`, each on a line of its own."""
    whole = {"form": FORM, **to_json(record, _CONVERTER)}
    whole["checksum"] = record_checksum(whole)
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=0) + "\n"


def record_checksum(whole: Mapping[str, Any]) -> str:
    """The checksum of a record as JSON, without the seconds of its answers: the same run has the same checksum."""
    answers: list[Any] = [[name, {**answer, "seconds": 0.0}] for name, answer in whole["answers"]]
    return checksum({**whole, "answers": answers, "checksum": None})


def read_record(folder: Path) -> RunRecord:
    """The record in a run's folder. Raises NoRecord."""
    path = folder / RECORD_FILE
    again = "Appraise the case again into a folder of its own, and name that."
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise NoRecord(f"{folder} holds no run: there is no {RECORD_FILE} in it.", again) from None
    except (ValueError, RecursionError):
        raise NoRecord(f"{path} is not whole: it cannot be read as JSON.", again) from None
    try:
        return _record_from(found)
    except (ValueError, TypeError, KeyError) as error:
        raise NoRecord(f"{path} is not a record that this version reads: {error}.", again) from None


def rebuild_case(record: RunRecord) -> Case:
    """The case that was appraised. Raises NoRecord where it has no tables, or this version finds faults in them."""
    if not record.tables:
        raise NoRecord(f'The run of "{record.title}" was made from a script: its record holds no tables.')
    rows = {name: each for name, each in record.tables.items() if name != "scenarios"}
    verdict = validate(rows if record.scenario or record.changes else record.tables)
    if verdict.case is None:
        first = "; ".join(str(fault) for fault in verdict.faults[:3])
        raise NoRecord(f'The tables of the run of "{record.title}" have faults for this version: {first}')
    return verdict.case


def rebuild_run(record: RunRecord) -> Run:
    """The run again, every answer judged anew and the options appraised, with the versions that it was made with.

    Raises NoRecord, also where an answer does not stand up to today's check: then it has to be appraised again.
    """
    case = rebuild_case(record)
    results: dict[str, Result] = {}
    for option in (option for option in case.options if option.name in record.answers):
        reference = results.get(case.reference.name)
        try:
            answer = record.answers[option.name]
            results[option.name] = verified_result(
                case, record.settings, answer, reference.ledger if reference else None
            )
        except (BrokenAnswer, CaseFaults, KeyError, ValueError) as error:
            raise NoRecord(
                f'The answer for "{option.name}" in the record does not stand up to the check: {error}'
            ) from None
    appraisal = appraise(case, {name: result.measures for name, result in results.items()})
    versions = dict(record.versions)
    return Run(
        case,
        record.source,
        record.digest,
        record.settings,
        results,
        appraisal,
        versions,
        record.scenario,
        tables=record.tables,
        changes=record.changes,
    )


def file_hash(path: Path) -> str:
    """The SHA-256 of a file that a run wrote, without its lines of seconds, by which a change of it is told.

    Blank for a workbook, in which a board moves weights. Raises OSError.
    """
    if path.suffix == ".xlsx":
        return ""
    lines = path.read_bytes().splitlines(keepends=True)
    return hashlib.sha256(b"".join(line for line in lines if b'"seconds"' not in line)).hexdigest()


def record_answers(record: RunRecord) -> AnswerCache:
    """The answers of a record by their questions."""
    return AnswerCache(
        {record.answer_keys[name]: answer for name, answer in record.answers.items() if name in record.answer_keys}
    )


def _record_from(found: Any) -> RunRecord:
    form = found.get("form") if isinstance(found, dict) else None
    if form != FORM:
        raise UnexpectedJson(f"expected form {FORM}, found {form!r:.60}")
    fields = {name: value for name, value in found.items() if name not in ("form", "checksum")}
    record: RunRecord = from_json(RunRecord, fields, _CONVERTER)
    if found.get("checksum") != record_checksum(found):
        raise UnexpectedJson("it has changed since it was written: its checksum does not match")
    return record


_CONVERTER = make_converter(
    {
        RunRecord: {
            "tables": override(unstruct_hook=tables_to_json, struct_hook=lambda found, _: tables_from_json(found)),
            "comparison": override(unstruct_hook=lambda value: value, struct_hook=lambda found, _: found),
        }
    }
)
