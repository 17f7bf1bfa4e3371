from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    label = "found"
    verbose_name = _("Search")

    def ready(self) -> None:
        from modelsearch.index import get_indexed_models

        from search import laying, writing

        post_migrate.connect(laying.after_migrating, sender=self)
        for model in get_indexed_models():
            for part in writing.parts_of(model):
                post_delete.connect(writing.forget, sender=part)
