"""The pipeline component of statements."""

from spacy.language import Language
from spacy.tokens import Doc

from extractors.statements.assemble import Assembler
from extractors.statements.bodies import bodies_that_speak, pointing
from extractors.statements.people import known_by_name, people_that_speak
from extractors.statements.records import records
from extractors.statements.view import view_of
from kg.model import Mention


@Language.factory("jubir_statements", default_config={"is_trained": True})
class Statements:
    """Sets ``doc._.statements``, and adds who speaks to ``doc._.organizations`` and ``doc._.persons``.

    Needs all entity components and the meetings before it. ``is_trained`` says whether the trained decision on what
    statements are about adds to the rules.
    """

    def __init__(self, nlp: Language, name: str, is_trained: bool) -> None:
        self.name = name
        self._lang = nlp.lang or "id"
        self._is_trained = is_trained

    def __call__(self, doc: Doc) -> Doc:
        """Find the statements of ``doc``."""
        view = view_of(doc)
        drafts = Assembler(view, self._lang).run()
        found = records(view, drafts, self._lang, is_trained=self._is_trained)
        phrases = (Mention(d.speaker.start, d.speaker.end, view.text[d.speaker.start : d.speaker.end]) for d in drafts)
        spoken = tuple(zip(found, phrases, strict=True))
        doc._.organizations = bodies_that_speak(view, spoken, self._lang)
        doc._.persons = people_that_speak(view, spoken, self._lang)
        doc._.statements = known_by_name(pointing(found, doc._.organizations, self._lang), doc._.persons, self._lang)
        return doc
