from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FoundationConfig(AppConfig):
    name = "foundation"
    verbose_name = _("Foundation")

    def ready(self) -> None:
        from wagtail.admin.views.mixins import SpreadsheetExportMixin

        import foundation.receivers  # noqa: F401
        from foundation.views.desk import as_cell

        # Wagtail's lists and reports have no one place where cells are made.
        SpreadsheetExportMixin.preprocess_field_value = as_cell
