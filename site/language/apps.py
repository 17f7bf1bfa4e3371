from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class LanguageConfig(AppConfig):
    name = "language"
    label = "language"
    verbose_name = _("Language")

    def ready(self) -> None:
        from language import sorting, typed

        connection_created.connect(sorting.teach_sqlite, dispatch_uid="bangla_order")
        typed.teach_fields()
