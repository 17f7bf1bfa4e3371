"""A row of a page: ordered, and translated together with its page."""

from wagtail.models import Orderable, TranslatableMixin


class Row(TranslatableMixin, Orderable):
    """Abstract. A subclass names its page by a ParentalKey; its Meta, where it has one, extends Row.Meta."""

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True
