"""Pages to bytes, by Jinja. Everything is escaped unless it is `Markup` already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from types import TracebackType
from urllib.parse import urlsplit

from jinja2 import (
    DictLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    UndefinedError,
)

from briefgen import __version__
from briefgen.archive import Archive
from briefgen.problems import Location, Problem, nearest, problem
from briefgen.reading.texts import decode
from briefgen.writing import addresses
from briefgen.writing.interface import Interface
from briefgen.writing.page import Output, Page


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in one of the site's languages."""

    language: str
    name: str
    """What the language calls itself."""

    href: str
    address: str
    """Absolute, for `hreflang`; empty without a site address."""

    is_current: bool


@dataclass(frozen=True, slots=True)
class Chrome:
    """What stands around every page's own words; templates see it as `site`."""

    title: str
    title_language: str
    language: str
    direction: str
    assets: str
    """Relative link to the folder of style sheet, script and fonts."""

    root: str
    """What leads to the site's root: nothing, `../`, `../../`."""

    nav: Mapping[str, str]
    """Relative links by section: home, dossiers, chronology, events, figures, names, sources,
    about."""

    section: str
    alternates: tuple[Alternate, ...]
    default_address: str
    """Absolute address of the page for readers of no listed language."""

    canonical: str
    edit_address: str
    version: str


MISTAKES = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError)
"""What the code in a template can raise; views are plain values and raise nothing."""

_NO_ATTRIBUTE = re.compile(r"has no attribute '(\w+)'$")


class Renderer:
    """Templates ready for use, one environment a language."""

    def __init__(
        self, theme: Mapping[str, bytes], archive: Archive, interfaces: Mapping[str, Interface]
    ) -> None:
        """Take the files of a theme by name, with the site's own in place of the shipped ones."""
        self.archive = archive
        self.site = archive.site
        self.interfaces = interfaces
        self.problems: list[Problem] = []
        templates: dict[str, str] = {}
        for name, data in theme.items():
            if name.endswith((".html", ".xml")):
                templates[name], found = decode(f"templates/{name}", data)
                self.problems += found
        self.environments = {
            language: _environment(templates, interface)
            for language, interface in interfaces.items()
        }

    def render(self, pages: Iterable[Page]) -> Iterator[Output]:
        """Draw each page; a template's mistake costs its pages, and is noted once."""
        broken: set[tuple[str, Location]] = set()
        for page in pages:
            try:
                template = self.environments[page.language].get_template(page.template)
                text = template.render(page=page.view, site=self.chrome(page))
                yield Output(page.path, text.encode("utf-8"))
            except MISTAKES as error:
                found = _problem(error, page)
                if (found.code, found.location) not in broken:
                    broken.add((found.code, found.location))
                    self.problems.append(found)

    def chrome(self, page: Page) -> Chrome:
        """The frame of one page."""
        site, language, path = self.site, page.language, page.path
        interface = self.interfaces[language]
        address = site.address
        alternates = tuple(
            Alternate(
                other,
                self.interfaces[other].own_name,
                addresses.link(path, target),
                addresses.absolute(address, target) if address else "",
                other == language,
            )
            for other, target in page.alternates.items()
        )
        default = page.alternates.get(site.language, "")
        title = self.archive.label(site.title, language)
        is_own = title.is_shown or language == site.language
        return Chrome(
            title=title.text if title.is_shown else site.title,
            title_language="" if is_own else site.language,
            language=language,
            direction="rtl" if interface.is_right_to_left else "ltr",
            root=self.base(path),
            assets=self.base(path) + addresses.ASSETS,
            nav=self.nav(page),
            section=page.section,
            alternates=alternates,
            default_address=addresses.absolute(address, default) if address and default else "",
            canonical=addresses.absolute(address, page.canonical or path) if address else "",
            edit_address=site.edit_address,
            version=__version__,
        )

    def base(self, path: str) -> str:
        """What leads from a page to the site's root; a 404 page may be served at any depth."""
        if path == addresses.NOT_FOUND and self.site.address:
            return urlsplit(self.site.address).path
        return "../" * path.count("/")

    def nav(self, page: Page) -> dict[str, str]:
        """Links to the sections, in the page's language."""
        language = page.language
        targets = {
            "home": addresses.home(language),
            "dossiers": addresses.dossiers(language),
            "chronology": addresses.chronology(language),
            "events": addresses.events(language),
            "figures": addresses.figures(language),
            "names": addresses.names(language),
            "sources": addresses.sources(language),
            "about": addresses.about(language),
        }
        return {section: self.base(page.path) + target for section, target in targets.items()}


def _environment(templates: Mapping[str, str], interface: Interface) -> Environment:
    environment = Environment(
        loader=DictLoader(dict(templates)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
        cache_size=-1,
    )
    environment.globals.clear()
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(interface.translations, newstyle=True)  # type: ignore[attr-defined]
    environment.globals["_"] = environment.globals["gettext"]
    return environment


def _problem(error: Exception, page: Page) -> Problem:
    """What is wrong in which line of which template."""
    template = page.template
    if isinstance(error, TemplateSyntaxError):
        where = Location(f"templates/{error.name or template}", error.lineno, 1)
        return problem("template/broken", where, error.message or "cannot be compiled")
    where = _place(error.__traceback__, template)
    if not isinstance(error, TemplateError):
        return problem("template/broken", where, f"{type(error).__name__}: {error}")
    message = error.message or str(error)
    if isinstance(error, UndefinedError):
        match = _NO_ATTRIBUTE.search(message)
        word = match[1] if match else ""
        hint = nearest(word, (field.name for field in fields(page.view))) if word else ""
        message = f"nothing here is called {word!r}" if word else message
        return problem("template/undefined", where, message, hint)
    return problem("template/broken", where, message)


def _place(trace: TracebackType | None, template: str) -> Location:
    """The deepest line of a template that the error came through; Jinja maps lines to templates."""
    found = Location(f"templates/{template}")
    while trace:
        name = trace.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(name, Template) or trace.tb_frame.f_code.co_filename == "<template>":
            owner = trace.tb_frame.f_globals.get("name", template)
            found = Location(f"templates/{owner}", trace.tb_lineno, 1)
        trace = trace.tb_next
    return found
