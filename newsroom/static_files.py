"""Static files under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Collected files; modules import each other by the changing names, too."""

    support_js_module_import_aggregation = True
