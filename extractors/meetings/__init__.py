"""Meetings: encounters between named persons or states, held, planned, past or denied.

``find_meetings`` reads an article's units in order, makes an entry wherever an encounter is named
with those who take part, and joins later mentions to it (``registry``).
"""

from extractors.meetings.component import Meetings
from extractors.meetings.find import find_meetings

__all__ = ["Meetings", "find_meetings"]
