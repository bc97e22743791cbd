"""Answers that are known, by the content of their question: what did not change is not solved again.

A question's key is the SHA-256 of everything that decides its answer: what the option's programme reads of the case,
the settings of the solving, the versions and the code that solve. Only what is proven is kept from one run to the next.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from models.case.dependencies import option_inputs
from models.case.types import Case
from models.plan.plan import Answer, Plan, Status
from optimiser.engine.serialisation import checksum, from_json, json_text, to_json
from optimiser.engine.versions import code_hash, versions
from optimiser.solving.settings import Settings

ANSWER_LIBRARIES = ("python", "optimiser", "pulp", "highspy")  # whose versions have a part in an answer
ANSWER_CODE = ("models", "optimiser/solving")  # whose code has
PROVEN_STATUSES = (Status.OPTIMAL, Status.WITHIN_GAP, Status.INFEASIBLE)


def answer_key(case: Case, option: str, settings: Settings, more: str = "") -> str:
    """The key of an option's question, 64 hexadecimal digits; `more`: what else decides the answer."""
    asked = replace(settings, options=(), objective=settings.objective or case.objective)
    said = (option_inputs(case, option), asked, _made_with(), more)
    return hashlib.sha256("\n".join(map(json_text, said)).encode()).hexdigest()


@dataclass
class AnswerCache:
    """Answers by the key of their question; `used`: the keys that were asked for or added.

    `lent`: answers that stand for those while a run is looked at, and are not kept: a run's own may be to another
    question, such as which plan is nearest to an earlier one.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    used_keys: set[str] = field(default_factory=set)
    substitutes: dict[str, Answer] = field(default_factory=dict)

    def get(self, key: str) -> Answer | None:
        """The answer to a question, None where it is not known."""
        if key not in self:
            return None
        return self[key]

    def __contains__(self, key: str) -> bool:
        return key in self.substitutes or key in self.answers

    def __getitem__(self, key: str) -> Answer:
        self.used_keys.add(key)
        return self.substitutes[key] if key in self.substitutes else self.answers[key]

    def add(self, key: str, answer: Answer) -> None:
        """Remember an answer, in place of what was known of that question."""
        self.answers[key] = answer
        self.used_keys.add(key)

    def only_used(self, without: Iterable[str] = ()) -> AnswerCache:
        """What was asked for or added, without some."""
        kept = self.used_keys - set(without)
        return AnswerCache({key: answer for key, answer in self.answers.items() if key in kept})

    def proven(self) -> Iterator[tuple[str, Answer]]:
        """What may be kept for a later run, by key, in the order of the keys."""
        yield from sorted((key, answer) for key, answer in self.answers.items() if answer.status in PROVEN_STATUSES)


@dataclass(frozen=True)
class EarlierResults:
    """What a run is given of earlier ones: answers, and by option the plans to start from and to stay close to."""

    cache: AnswerCache = field(default_factory=AnswerCache)
    start_plans: Mapping[str, Plan] = field(default_factory=dict)
    stay_close_to: Mapping[str, Plan] = field(default_factory=dict)

    def key(self, case: Case, option: str, settings: Settings) -> str:
        """The key of an option's question, the plan to stay close to being part of it."""
        return answer_key(
            case, option, settings, json_text(self.stay_close_to[option]) if option in self.stay_close_to else ""
        )


def cache_bytes(known: AnswerCache) -> bytes:
    """What is proven, as a file: the same answers give the same bytes. Seconds are left out."""
    kept = {key: to_json(replace(answer, seconds=0.0)) for key, answer in known.proven()}
    whole = {"checksum": checksum(kept), "answers": kept}
    told = json.dumps(whole, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return gzip.compress(told.encode(), mtime=0)


def read_cache(path: Path) -> AnswerCache:
    """What a file that `packed` made holds; nothing where there is none, or it is not as it was written."""
    try:
        whole = json.loads(gzip.decompress(path.read_bytes()))
        found = whole["answers"] if whole["checksum"] == checksum(whole["answers"]) else {}
        return AnswerCache({key: from_json(Answer, answer) for key, answer in found.items()})
    except (OSError, EOFError, zlib.error, ValueError, AttributeError, LookupError, TypeError, RecursionError):
        return AnswerCache()


@cache
def _made_with() -> tuple[str, ...]:
    found = versions()
    return (*(found[name] for name in ANSWER_LIBRARIES), code_hash(*ANSWER_CODE))
