"""Archives of made-up sources, the same for the same number: to measure with, never to publish.

python benchmarks/made_up.py 1000 FOLDER
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

LANGUAGES = ("it", "ro", "el", "en")
SITE_LANGUAGES = ("en", "ro")
WORDS = {
    "it": "il governo ha detto che la città resta chiusa mentre due persone sono ferite",
    "ro": "guvernul a spus că orașul rămâne închis iar două persoane au fost rănite",
    "el": "η κυβέρνηση είπε ότι η πόλη μένει κλειστή ενώ δύο άνθρωποι τραυματίστηκαν",
    "en": "the government said that the city remains closed while two people were hurt",
}
ZONES = ("Europe/Rome", "Europe/Chisinau", "Europe/Athens", "Asia/Almaty")


def archive(number: int) -> Iterator[tuple[str, str]]:
    """Each file of an archive of *number* sources, as path and text."""
    chance = random.Random(number)
    events = [f"event-{n}" for n in range(max(3, number // 4))]
    series = [f"series-{n}" for n in range(max(2, number // 40))]
    outlets = [f"outlet-{n}" for n in range(max(4, number // 20))]
    yield "site.toml", _site()
    yield "content/events.yaml", "".join(f"{e}: {{label: {e} happens}}\n" for e in events)
    yield (
        "content/figures.yaml",
        "".join(f"{s}: {{label: {s}, cumulative: true}}\n" for s in series),
    )
    yield (
        "content/names.yaml",
        "".join(
            f"{o}: {{type: outlet, labels: {{en: {o.title()}, ro: {o.title()} RO}}}}\n"
            for o in outlets
        ),
    )
    passages: dict[str, list[str]] = {}
    for n in range(number):
        id_ = f"source-{n}"
        language = LANGUAGES[n % len(LANGUAGES)]
        texts = [_passage(chance, language, outlets) for _ in range(chance.randint(20, 40))]
        passages[id_] = texts
        yield from _source(chance, id_, language, texts, events, series, outlets, n)
    for n in range(max(1, number // 25)):
        yield f"content/dossiers/dossier-{n}/dossier.md", _dossier(chance, n, passages)


def _site() -> str:
    languages = ", ".join(f'"{language}"' for language in SITE_LANGUAGES)
    return (
        'title = "A made-up archive"\naddress = "https://example.org/made-up/"\n'
        f'languages = [{languages}]\ntimezone = "Asia/Almaty"\n'
    )


def _sentence(chance: random.Random, language: str) -> str:
    words = WORDS[language].split()
    picked = [chance.choice(words) for _ in range(chance.randint(8, 16))]
    return " ".join(picked).capitalize() + f" {chance.randint(2, 3000)}."


def _passage(chance: random.Random, language: str, outlets: list[str]) -> str:
    sentences = [_sentence(chance, language) for _ in range(chance.randint(1, 4))]
    if chance.random() < 0.2:
        sentences.append(f"({chance.choice(outlets).title()})")
    return " ".join(sentences)


def _source(
    chance: random.Random,
    id_: str,
    language: str,
    texts: list[str],
    events: list[str],
    series: list[str],
    outlets: list[str],
    n: int,
) -> Iterator[tuple[str, str]]:
    folder = f"content/sources/{id_}"
    text = "\n\n".join(texts) + "\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    issued = date(2022, 1, 1) + timedelta(days=n % 60)
    title = f"Title of {id_}"
    yield f"{folder}/text.txt", text
    yield f"{folder}/capture.txt", text
    yield (
        f"{folder}/record.yaml",
        (
            f"type: webpage\ntitle: {title}\nlanguage: {language}\n"
            f"publisher: {chance.choice(outlets)}\n"
            f"issued: {issued}\ntimezone: {ZONES[n % len(ZONES)]}\ntimezone-basis: assumed\n"
            f"URL: https://example.org/{id_}\nrights: The publisher's\n"
            f"capture-sha256: {digest}\ntext-sha256: {digest}\n"
        ),
    )
    reports = []
    for number in chance.sample(range(1, len(texts) + 1), 6):
        clock = f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}"
        reports.append(
            f"- para: {number}\n  reported: {issued}T{clock}\n  event: {chance.choice(events)}\n"
            f"  via: [{chance.choice(outlets)}]\n"
            f"  figures: {{{chance.choice(series)}: {chance.randint(1, 900)}}}\n"
        )
    yield f"{folder}/reports.yaml", "".join(reports)
    for target in SITE_LANGUAGES:
        if target != language:
            yield f"{folder}/{target}.po", _catalog(chance, target, [title, *texts])


def _catalog(chance: random.Random, language: str, texts: list[str]) -> str:
    entries = [
        (
            f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n'
            '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        )
    ]
    for number, text in enumerate(dict.fromkeys(texts)):
        translated = _sentence(chance, language) if chance.random() < 0.9 else ""
        fuzzy = "# made: nobody; 2022-03-01\n#, fuzzy\n" if translated and number % 2 else ""
        entries.append(f'{fuzzy}msgid "{text}"\nmsgstr "{translated}"\n')
    return "\n".join(entries)


def _dossier(chance: random.Random, n: int, passages: dict[str, list[str]]) -> str:
    paragraphs = [f"# Dossier {n}"]
    for _ in range(10):
        id_ = chance.choice(list(passages))
        number = chance.randint(1, len(passages[id_]))
        quoted = passages[id_][number - 1].split(". ")[0].rstrip(".")
        paragraphs.append(
            f"It was said that “{quoted}” [@{id_}, para. {number}], and this [@{id_}, para. 1]."
        )
    return "\n\n".join(paragraphs) + "\n"


def write(number: int, folder: Path) -> None:
    """Write the archive of *number* sources into *folder*."""
    for path, text in archive(number):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
