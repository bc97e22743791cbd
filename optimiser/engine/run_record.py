"""run.json: the record of a run in its folder, with the whole input and the exact answers.

The run can be rebuilt from it without the user's tables and without a solver; this version then verifies every answer
again. A later run can be compared with a rebuilt run, use its proven answers, or stay close to its plans. A board's
decision is recorded on a rebuilt run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cattrs import override

from models.appraisal.certainty import RankingCertainty
from models.appraisal.scoring import appraise
from models.case.appraisal_inputs import ScenarioChange
from models.case.faults import CaseFaults
from models.case.types import Case
from models.case.validation import Tables, validate
from models.plan.allocation_lines import NearOptimalRanges
from models.plan.plan import Answer
from optimiser.engine.answer_cache import PROVEN_STATUSES, AnswerCache, EarlierResults
from optimiser.engine.manifest import MANIFEST, read_manifest
from optimiser.engine.run import Result, Run, verified_result
from optimiser.engine.serialisation import UnexpectedJson, checksum, from_json, make_converter, to_json
from optimiser.engine.switch import wait_for_switch
from optimiser.engine.table_rows import tables_from_json, tables_to_json
from optimiser.engine.versions import code_hash
from optimiser.errors import BrokenAnswer, NoRecord
from optimiser.solving.settings import Settings

RECORD_FILE = "run.json"
FORM = 3  # of the file; raised when earlier versions could not read it, or this one could not read theirs
CODE_FOLDERS = ("models", "optimiser")
REMEDY = "Appraise the case again into a folder of its own, and name that folder."
NO_RUN = "Name the output folder of optimiser appraise, or appraise the case first."


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run as its folder keeps it.

    `source`: the name of the input's file or folder. `code_hash`: the SHA-256 of this package's own code.
    `answer_keys`: by option, the key of its answer in the cache. `tables`: the typed rows, with the changes of a
    scenario and of --set in them; `changes`: those of --set. `requested`: by name, what the call asked for besides
    the settings, such as `"robust"`. `files`: the names of the other files that the run wrote. `preferred`: the
    preferred option. `flexibility`: the ranges of its plan's lines. `certainty`, `solved_closer`, `contradicted`: as of
    the run. `comparison`: what changed since the run before, and `second_opinion`: what a second solver found, both as
    JSON that `optimiser.analyses.findings` reads.
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
    files: tuple[str, ...] = ()
    changes: tuple[ScenarioChange, ...] = ()
    preferred: str | None = None
    flexibility: NearOptimalRanges | None = None
    comparison: Any = None
    certainty: RankingCertainty | None = None
    solved_closer: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()
    second_opinion: Any = None


def make_record(
    run: Run,
    requested: Mapping[str, str] | None = None,
    files: Iterable[str] = (),
    *,
    flexibility: NearOptimalRanges | None = None,
    comparison: Any = None,
    second_opinion: Any = None,
) -> RunRecord:
    """The record of a run."""
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
        requested=dict(requested or {}),
        files=tuple(files),
        changes=run.changes,
        first_year=run.case.first_year,
        preferred=run.appraisal.preferred,
        flexibility=flexibility,
        comparison=comparison,
        certainty=run.certainty,
        solved_closer=run.solved_closer,
        contradicted=run.contradicted,
        second_opinion=second_opinion,
    )


def answer_keys(run: Run) -> dict[str, str]:
    """By option, the key of the run's answer."""
    earlier = EarlierResults(stay_close_to=run.stay_close_to)
    return {name: earlier.key(run.case, name, run.settings_of(name)) for name in run.results}


def record_text(record: RunRecord) -> str:
    """The text of run.json. The same run gives the same text except for `seconds`, each on a line of its own."""
    contents = {"form": FORM, **to_json(record, _CONVERTER)}
    contents["checksum"] = record_checksum(contents)
    return json.dumps(contents, ensure_ascii=False, allow_nan=False, indent=0) + "\n"


def record_checksum(contents: Mapping[str, Any]) -> str:
    """The checksum of the JSON of a record, without the seconds of its answers: the same run has the same checksum."""
    answers: list[Any] = [[name, {**answer, "seconds": 0.0}] for name, answer in contents["answers"]]
    return checksum({**contents, "answers": answers, "checksum": None})


def read_record(folder: Path) -> RunRecord:
    """The record in a run's folder. Raises NoRecord."""
    path = folder / RECORD_FILE
    contents, found_hash = _json_of(folder)
    form = contents.get("form") if isinstance(contents, dict) else None
    if isinstance(form, int) and not isinstance(form, bool) and form < FORM:
        raise NoRecord(f"{path} was written by an earlier version of the program, which this one cannot read.", REMEDY)
    try:
        record = _record_from(contents, form)
    except (ValueError, TypeError, KeyError) as error:
        raise NoRecord(f"{path} is not a record that this version reads: {error}.", REMEDY) from None
    _refuse_mixture(folder, found_hash)
    return record


def rebuild_case(record: RunRecord) -> Case:
    """The case that was appraised. Raises NoRecord if there are no tables, or this version finds faults in them."""
    if not record.tables:
        raise NoRecord(f'The run of "{record.title}" was made from a script: its record holds no tables.')
    without_scenarios = {name: rows for name, rows in record.tables.items() if name != "scenarios"}
    validated = validate(without_scenarios if record.scenario or record.changes else record.tables)
    if validated.case is None:
        first = "; ".join(str(fault) for fault in validated.faults[:3])
        raise NoRecord(f'This version finds faults in the tables of the run of "{record.title}": {first}')
    return validated.case


def rebuild_run(record: RunRecord) -> Run:
    """The run, with every answer verified again, the options appraised again, and the versions that made it.

    Raises NoRecord, also if an answer fails this version's verification.
    """
    case = rebuild_case(record)
    results: dict[str, Result] = {}
    for option in (option for option in case.options if option.name in record.answers):
        reference = results.get(case.reference.name)
        try:
            results[option.name] = verified_result(
                case, record.settings, record.answers[option.name], reference.ledger if reference else None
            )
        except (BrokenAnswer, CaseFaults, KeyError, ValueError) as error:
            raise NoRecord(f'The recorded answer for "{option.name}" fails its verification: {error}') from None
    return Run(
        case=case,
        source=record.source,
        digest=record.digest,
        settings=record.settings,
        results=results,
        appraisal=appraise(case, {name: result.measures for name, result in results.items()}),
        versions=dict(record.versions),
        scenario=record.scenario,
        tables=record.tables,
        changes=record.changes,
        certainty=record.certainty,
        solved_closer=record.solved_closer,
        contradicted=record.contradicted,
    )


def is_proven(record: RunRecord) -> bool:
    """Whether every answer of a recorded run is proven, and which option is preferred is certain."""
    proven = all(answer.status in PROVEN_STATUSES for answer in record.answers.values())
    return proven and not record.contradicted and (record.certainty is None or record.certainty.certain)


def record_answers(record: RunRecord) -> AnswerCache:
    """The answers of a record by their keys, without those that a second solver contradicted."""
    keys = record.answer_keys
    usable = (name for name in record.answers if name in keys and name not in record.contradicted)
    return AnswerCache({keys[name]: record.answers[name] for name in usable})


def _json_of(folder: Path) -> tuple[Any, str]:
    """The JSON of a folder's record and the SHA-256 of its bytes. Raises NoRecord."""
    path = folder / RECORD_FILE
    wait_for_switch(folder)
    try:
        if path.exists() and not path.is_file():
            raise NoRecord(f"{path} is not a file.", "Move it elsewhere.")
        found = path.read_bytes()
        return json.loads(found.decode("utf-8")), hashlib.sha256(found).hexdigest()
    except FileNotFoundError:
        raise NoRecord(f"{folder} holds no run: there is no {RECORD_FILE} in it.", NO_RUN) from None
    except OSError as error:
        raise NoRecord(f"{path} cannot be read: {error.strerror or error}.", "") from None
    except (ValueError, RecursionError):
        raise NoRecord(f"{path} is damaged: it is not JSON.", REMEDY) from None


def _refuse_mixture(folder: Path, found_hash: str) -> None:
    """Raises NoRecord if a folder's files were not all put in place, or its record is not the one of its list."""
    manifest = read_manifest(folder)
    if manifest is None and (folder / MANIFEST).exists():
        found = f"{folder} is not whole: its {MANIFEST} cannot be read as a list of files."
        raise NoRecord(f"{found} Files of two runs may be in it.", REMEDY)
    if manifest is None:
        found = f"{folder} is not whole: it has no {MANIFEST}, which a run writes last. Files of two runs may be in it."
        raise NoRecord(found, "Run the command that wrote to it once more.")
    if manifest.get(RECORD_FILE) != found_hash:
        found = f"{folder} is not whole: its {RECORD_FILE} is not the one that {MANIFEST} lists."
        raise NoRecord(f"{found} Files of two runs may be in it.", REMEDY)


def _record_from(contents: Any, form: object) -> RunRecord:
    if form != FORM:
        raise UnexpectedJson(f"expected form {FORM}, found {form!r:.60}")
    fields = {name: value for name, value in contents.items() if name not in ("form", "checksum")}
    record: RunRecord = from_json(RunRecord, fields, _CONVERTER)
    if contents.get("checksum") != record_checksum(contents):
        raise UnexpectedJson("it was changed after it was written, as its checksum shows")
    return record


_CONVERTER = make_converter(
    {
        RunRecord: {
            "tables": override(unstruct_hook=tables_to_json, struct_hook=lambda found, _: tables_from_json(found)),
            **{
                name: override(unstruct_hook=lambda value: value, struct_hook=lambda found, _: found)
                for name in ("comparison", "second_opinion")
            },
        }
    }
)
