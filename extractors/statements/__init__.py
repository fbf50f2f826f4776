"""Who says what: quotations, cues, speakers and spans, put together into statements.

Order of work: find quotations (``quotes``), cut the text into units that never tear a quotation
(``units``), find candidate cues (``cues``), read and score who may be speaking (``phrases``,
``speakers``), then build statements and join what belongs together (``assemble``).
"""
