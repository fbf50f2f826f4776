"""The pipeline component of statements."""

from spacy.language import Language
from spacy.tokens import Doc

from extractors.statements.assemble import Assembler
from extractors.statements.records import records
from extractors.statements.view import view_of


@Language.factory("jubir_statements")
class Statements:
    """Sets ``doc._.statements``; needs all entity components and the meetings before it."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._lang = nlp.lang or "id"

    def __call__(self, doc: Doc) -> Doc:
        """Find the statements of ``doc``."""
        view = view_of(doc)
        doc._.statements = records(view, Assembler(view, self._lang).run(), self._lang)
        return doc
