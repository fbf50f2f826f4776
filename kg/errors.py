"""What can go wrong, said once: every error names the thing and the way out."""


class JubirError(Exception):
    """Base of all errors we raise on purpose; its text is fit for a user."""


class InputError(JubirError):
    """An input (file, folder, record) cannot be used. Neighbours go on."""


class OntologyError(JubirError):
    """A fact or term that the ontology does not know."""


class StoreError(JubirError):
    """The store refuses or fails."""


class StoreUnavailable(StoreError):
    """The store cannot be reached, is locked, or its disk is full."""


class StoreVersionError(StoreError):
    """The store was written by a newer version than this one reads."""


class QueryError(JubirError):
    """A query that cannot be answered as asked (bad date, bad cursor, unknown id)."""


class QueryTimeout(JubirError):
    """A store query ran past its deadline."""
