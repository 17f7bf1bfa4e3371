"""What Wagtail asks for."""

CMS_APPS = [
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.typed_table_block",
    "django.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.apps.PeopleConfig",  # wagtail.users, with our forms
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "portal.apps.BackOfficeConfig",  # wagtail.admin, without its mails
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
]

WAGTAIL_SITE_NAME = "কারা অধিদপ্তর"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = [("bn", "বাংলা"), ("en", "English")]
WAGTAILADMIN_USER_LOGIN_FORM = "accounts.sign_in.SignInForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "accounts.sign_in.PasswordResetForm"  # noqa: S105 - a class
WAGTAIL_USER_TIME_ZONES = ["Asia/Dhaka"]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("bn", "বাংলা"), ("en", "English")]
# No request of ours leaves the Department's network.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "publishing.PortalImage"
WAGTAILDOCS_DOCUMENT_MODEL = "publishing.PortalDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "pdf", "txt", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
TASKS = {"default": {"BACKEND": "publishing.noting.NotingBackend"}}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backend"}}
MODELSEARCH_BACKENDS = WAGTAILSEARCH_BACKENDS
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
TAGGIT_CASE_INSENSITIVE = True
# A slug is romanised from the Bangla title (publishing.pages); nothing else than ASCII stands in an address.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# So long a division may leave a prison's page lying; then headquarters decides alone.
APPROVAL_ESCALATES_AFTER_DAYS = 5
# So many days after a paper was sent an office that has not acknowledged it is reminded.
PAPER_REMINDER_DAYS = (3, 7, 14)
# For so many days a page counts as true once it was published; None: it records a day gone by, or a duty asks for it.
REVIEW_AFTER_DAYS = {
    "default": 365,
    "charter": None,
    "minutes": None,
    "letter": None,
    "practice": None,
    "news": None,
    "notice": None,
    "tender": None,
    "event": None,
    "gallery": None,
    "noticeboard": None,
    "documents": None,
    "home": None,
}
