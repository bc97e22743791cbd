"""Answers kept by what decides them, so that an option is solved again only if something that it reads has changed.

The key of an answer is the SHA-256 of everything that decides it: what the option's solver reads of the case, the
settings, and the versions and code that solve. Only proven answers are kept from one run to the next.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from models.case.reduced import for_objective, option_inputs
from models.case.types import Case
from models.plan.plan import Answer, Plan, Status
from optimiser.engine.serialisation import checksum, from_json, json_text, to_json
from optimiser.engine.versions import code_hash, versions
from optimiser.solving.settings import Settings

ANSWER_LIBRARIES = ("python", "optimiser", "pulp", "highspy")  # an answer may depend on the versions of these
ANSWER_CODE = ("models", "optimiser/solving")  # and on the code in these folders
GZIP = 31  # the form of the files
MOST_BYTES, MOST_EXPANSION = (
    50_000_000,
    200,
)  # of a file or its text; and how many times its file a text may be
PROVEN_STATUSES = (Status.OPTIMAL, Status.WITHIN_GAP, Status.INFEASIBLE)


def answer_key(case: Case, option: str, settings: Settings, extra: str = "") -> str:
    """The key of an option's answer, 64 hexadecimal digits. `extra`: anything else that decides the answer."""
    objective = settings.objective or case.objective
    settings = replace(settings, options=(), objective=objective, ranking_time=0.0)
    inputs = (option_inputs(for_objective(case, objective), option), settings, _solver_versions(), extra)
    return hashlib.sha256("\n".join(map(json_text, inputs)).encode()).hexdigest()


@dataclass
class AnswerCache:
    """Answers by key. `used_keys`: the keys that were looked up or added.

    `substitutes`: answers that take the place of `answers` while a run is analysed, and that are not kept. They are
    needed because a run's own answer may depend on more than its key, such as an earlier plan to stay close to. `log`:
    a file to which each proven answer is added at once, for the next run if this one is stopped.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    used_keys: set[str] = field(default_factory=set)
    substitutes: dict[str, Answer] = field(default_factory=dict)
    log: Path | None = None

    def get(self, key: str) -> Answer | None:
        """The answer with a key, None if there is none."""
        if key not in self:
            return None
        return self[key]

    def __contains__(self, key: str) -> bool:
        return key in self.substitutes or key in self.answers

    def __getitem__(self, key: str) -> Answer:
        self.used_keys.add(key)
        return self.substitutes[key] if key in self.substitutes else self.answers[key]

    def add(self, key: str, answer: Answer) -> None:
        """Keep an answer, in place of an earlier one with that key."""
        if self.log is not None and self.answers.get(key) != answer:
            _append(self.log, key, answer)
        self.answers[key] = answer
        self.used_keys.add(key)

    def only_used(self, without: Iterable[str] = ()) -> AnswerCache:
        """The answers that were looked up or added, without those with some keys."""
        kept = self.used_keys - set(without)
        return AnswerCache({key: answer for key, answer in self.answers.items() if key in kept})

    def without_options(self, names: Collection[str]) -> AnswerCache:
        """The answers of all other options."""
        return AnswerCache({key: answer for key, answer in self.answers.items() if answer.option not in names})

    def proven(self) -> Iterator[tuple[str, Answer]]:
        """The answers that a later run may use, in the order of their keys: those that no time limit has cut short."""
        proven = (item for item in self.answers.items() if item[1].status in PROVEN_STATUSES)
        yield from sorted((key, answer) for key, answer in proven if not answer.secondary_cut)


@dataclass(frozen=True)
class EarlierResults:
    """What a run uses of earlier ones: answers, and by option the plans to stay close to."""

    cache: AnswerCache = field(default_factory=AnswerCache)
    stay_close_to: Mapping[str, Plan] = field(default_factory=dict)

    def key(self, case: Case, option: str, settings: Settings) -> str:
        """The key of an option's answer; the plan to stay close to decides it too."""
        plan = self.stay_close_to.get(option)
        return answer_key(case, option, settings, "" if plan is None else json_text(plan))


def cache_bytes(answers: AnswerCache) -> bytes:
    """The proven answers as a compressed file, without their seconds: the same answers give the same bytes."""
    by_key = {key: to_json(replace(answer, seconds=0.0)) for key, answer in answers.proven()}
    contents = {"checksum": checksum(by_key), "answers": by_key}
    text = json.dumps(contents, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)


def read_cache(path: Path) -> AnswerCache:
    """The answers in a file of what `cache_bytes` makes, once or several times one after another.

    None if there is no file. What is damaged or was changed is left out, and all that comes after it.
    """
    answers: dict[str, Answer] = {}
    try:
        rest = path.read_bytes() if path.is_file() and path.stat().st_size <= MOST_BYTES else b""
        while rest:
            text, rest = _decompressed(rest)
            contents = json.loads(text)
            by_key = contents["answers"] if contents["checksum"] == checksum(contents["answers"]) else {}
            answers |= {key: from_json(Answer, answer) for key, answer in by_key.items()}
    except (OSError, EOFError, zlib.error, ValueError, AttributeError, LookupError, TypeError, RecursionError):
        pass
    return AnswerCache(answers)


def _decompressed(found: bytes) -> tuple[bytes, bytes]:
    """The first of some compressed texts, and what comes after it. Raises EOFError if it is cut short or too long."""
    reader = zlib.decompressobj(wbits=GZIP)
    text = reader.decompress(found, min(MOST_BYTES, MOST_EXPANSION * len(found)))
    if not reader.eof:
        raise EOFError
    return text, reader.unused_data


def _append(path: Path, key: str, answer: Answer) -> None:
    """Add a proven answer to a file. An answer that cannot be written is only found again later."""
    one = AnswerCache({key: answer})
    if any(one.proven()):
        with suppress(OSError), path.open("ab") as file:
            file.write(cache_bytes(one))


@cache
def _solver_versions() -> tuple[str, ...]:
    by_name = versions()
    return (*(by_name[name] for name in ANSWER_LIBRARIES), code_hash(*ANSWER_CODE))
