"""The component that leaves the names of the trained recogniser on the Doc, for those behind it to weigh."""

from spacy.language import Language
from spacy.tokens import Doc

from extractors.trained import names


@Language.factory("jubir_names")
class Names:
    """Sets ``doc._.names``: spans with labels, in order."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._lang = str(nlp.lang)

    def __call__(self, doc: Doc) -> Doc:
        """Find the names."""
        doc._.names = tuple(names(doc, self._lang))
        return doc
