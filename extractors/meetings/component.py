"""The pipeline component of meetings."""

from spacy.language import Language
from spacy.tokens import Doc

from extractors.meetings.find import find_meetings
from extractors.statements.view import view_of


@Language.factory("jubir_meetings")
class Meetings:
    """Sets ``doc._.meetings``; needs persons, states, organisations and dates before it."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._lang = nlp.lang or "id"

    def __call__(self, doc: Doc) -> Doc:
        """Find the meetings of ``doc``."""
        doc._.meetings = find_meetings(view_of(doc), self._lang)
        return doc
