"""Templates that ship with the bot, and the operator's own in their place as long as these work."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from jinja2 import TemplateSyntaxError, meta

from bot.model.problems import Place, Problem, Severity
from bot.reports.environment import LARGEST_TEXT, Finalize, OwnEnvironment, TooMuchError, make_environment

_BUILT_IN = "the built-in template is used instead"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTemplate:
    """A template of the operator's and where it is."""

    path: str
    text: str


NO_OWN: Mapping[str, OwnTemplate] = MappingProxyType({})


class Templates:
    """Renders by file name; what is wrong with own templates is in `problems`, and the page comes out all the same."""

    def __init__(
        self, shipped: Mapping[str, str], own: Mapping[str, OwnTemplate] = NO_OWN, finalize: Finalize | None = None
    ) -> None:
        self._templates = own
        self._shipped = make_environment(shipped, finalize)
        self._own: OwnEnvironment | None = None
        self._problems: dict[Problem, None] = {}
        if own:
            texts = {**shipped, **{name: template.text for name, template in own.items()}}
            paths = {name: template.path for name, template in own.items()}
            self._own = OwnEnvironment(texts, paths, finalize)
            self._problems.update(dict.fromkeys(self._mistakes(self._own, shipped)))

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self._problems)

    def render(self, name: str, values: Mapping[str, object]) -> str:
        """Give the text of a page, from the operator's own templates where there are any that work."""
        if self._own:
            try:
                return self._bounded(self._own, name, values)
            except Exception as error:  # noqa: BLE001 - anything may go wrong in what somebody else has written
                self._tell(name, error)
        return self.render_shipped(name, values)

    def render_shipped(self, name: str, values: Mapping[str, object]) -> str:
        return self._shipped.get_template(name).render(values).strip()

    def gives_up(self, name: str, longest: int) -> bool:
        """Note that a page is longer than `longest` bytes; whether it may be so for own templates."""
        if self._own:
            self._tell(name, TooMuchError(f"a page of more than {longest:,} bytes"))
        return self._own is not None

    def _tell(self, name: str, error: Exception) -> None:
        problem = Problem(place=self._place(name, error), message=_sentence(error), hint=_BUILT_IN)
        self._problems[problem] = None

    @staticmethod
    def _bounded(environment: OwnEnvironment, name: str, values: Mapping[str, object]) -> str:
        environment.steps = 0
        pieces: list[str] = []
        size = 0
        for piece in environment.get_template(name).generate(values):
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST_TEXT:
                raise TooMuchError(f"a page of more than {LARGEST_TEXT:,} characters")
        return "".join(pieces).strip()

    def _mistakes(self, environment: OwnEnvironment, shipped: Iterable[str]) -> Iterator[Problem]:
        """Find own templates that cannot be read, and those that nothing uses."""
        used = set(shipped)
        for name, template in self._templates.items():
            try:
                parsed = environment.parse(template.text, name, template.path)
            except TemplateSyntaxError as error:
                yield Problem(place=self._place(name, error), message=_sentence(error), hint=_BUILT_IN)
            else:
                used.update(one for one in meta.find_referenced_templates(parsed) if one)
        for name, template in self._templates.items():
            if name not in used:
                yield Problem(
                    place=Place(source=template.path),
                    message="no template includes this one, and none that ships is called so",
                    hint=f"there are: {', '.join(sorted(shipped))}",
                    severity=Severity.WARNING,
                )

    def _place(self, name: str, error: BaseException | None) -> Place:
        """Give the last line of an own template that was being worked on; without one, the first own template."""
        paths = [template.path for template in self._templates.values()]
        if isinstance(error, TemplateSyntaxError) and error.filename in paths:
            return Place(source=str(error.filename), line=error.lineno, column=1)
        place = Place(source=self._templates[name].path if name in self._templates else paths[0])
        traceback = error.__traceback__ if error else None
        while traceback:
            file = traceback.tb_frame.f_code.co_filename
            if file in paths:
                place = Place(source=file, line=traceback.tb_lineno, column=1)
            traceback = traceback.tb_next
        return place


def _sentence(error: BaseException) -> str:
    if isinstance(error, TooMuchError):
        return f"this goes on too long: {error}"
    told = error.message if isinstance(error, TemplateSyntaxError) and error.message else str(error)
    return f"{type(error).__name__}: {told}"
