"""What goes wrong in a farm."""


class FarmError(Exception):
    """The farm, or MediaWiki in it, refused; the text is MediaWiki's own where it is MediaWiki that refused."""
