"""The same thing across articles: which entities of a block are one, and why.

Every answer is a pure function of what is in the block, so the order in which articles came, or whether
one was there before and is gone, makes no difference.
"""

from kg.resolve.blocks import links_of_block, resolve

__all__ = ["links_of_block", "resolve"]
