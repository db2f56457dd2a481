"""Settings, read from the environment; README.md has the table.

Development needs none of them set. With ``NEWSCLIP_ENV=production`` the project refuses
to start without ``SECRET_KEY`` and ``ALLOWED_HOSTS``.
"""

import logging
import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from news.players import configured
from newsroom.browser_features import features
from newsroom.logs import FORMATS, chosen_format
from newsroom.secret_key import kept_secret_key
from newsroom.security_contacts import contacts
from syndication.ai_policy import configured_policy

ROOT = Path(__file__).resolve().parent.parent
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
env = environ.Env()

PRODUCTION = env("NEWSCLIP_ENV", default="development") == "production"
DEBUG = env.bool("DEBUG", default=False) and not PRODUCTION
VAR = Path(env("NEWSCLIP_VAR", default=str(ROOT / "var")))

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if PRODUCTION and not (env("SECRET_KEY", default="") and ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        "NEWSCLIP_ENV=production needs SECRET_KEY and ALLOWED_HOSTS set: "
        "set SECRET_KEY to 50 random characters or more, and ALLOWED_HOSTS to the "
        "site's host names, separated by commas."
    )
SECRET_KEY = env("SECRET_KEY", default="") or kept_secret_key(VAR / "secret_key")
# Former keys, by which what they signed still counts while they stand here.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]

BASE_URL = env(
    "NEWSCLIP_BASE_URL",
    default=f"https://{ALLOWED_HOSTS[0].removeprefix('.')}"
    if PRODUCTION
    else "http://localhost:8000",
).rstrip("/")

INSTALLED_APPS = [
    "accounts",
    "delivery",
    "images",
    "hashtags",
    "sources",
    "news",
    "home",
    "search",
    "syndication",
    "desk",
    "newsroom",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "newsroom.security.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.compression.CompressionForReaders",
    "newsroom.cache_headers.cache_headers",
    "newsroom.replica_reads.replica_reads",
    "syndication.ai_policy.ai_policy_headers",
    "newsroom.security.refuse_null_characters",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.second_factor.SecondFactorFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.redirects.RedirectsForReaders",
    "desk.drafts.DraftsOutOfSight",
    "newsroom.inline_scripts.with_nonces",
    "newsroom.transactions.AdminTransactions",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR}/newsclip.db")}
# A copy of the database that follows it: readers' pages are made from it.
if env("DATABASE_REPLICA_URL", default=""):
    DATABASES["replica"] = env.db("DATABASE_REPLICA_URL")
    DATABASE_ROUTERS = ["delivery.replicas.Replicas"]
for database in DATABASES.values():
    if database["ENGINE"] == "django.db.backends.sqlite3":
        VAR.mkdir(parents=True, exist_ok=True)
        # A writer waits its turn from the first statement on (IMMEDIATE), and readers
        # never wait for one (WAL): https://docs.djangoproject.com/en/6.1/ref/databases/
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    else:
        database["CONN_MAX_AGE"] = 600
        database["CONN_HEALTH_CHECKS"] = True
        # No page's query is worth compiling: that takes seconds where a plan only looks
        # dear, as it does until the tables are analysed. And who waits longer for a
        # connection waits in vain.
        options = database.setdefault("OPTIONS", {})
        options.setdefault("options", "-c jit=off")
        options.setdefault("connect_timeout", 2)
        # A server that is gone without a word is noticed within seconds, too.
        options.setdefault("tcp_user_timeout", 5_000)
        options.setdefault("keepalives_idle", 5)
        options.setdefault("keepalives_interval", 2)
        options.setdefault("keepalives_count", 3)
# SQLite leaves out the extra columns of a covering index, which is only slower there.
SILENCED_SYSTEM_CHECKS = ["models.W040"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# Signing in (accounts/urls.py): nobody signs up. Who can publish needs a second factor.
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
AUTHENTICATION_BACKENDS = ["accounts.people.OnePassword"]
SECOND_FACTOR_REQUIRED = env.bool("NEWSCLIP_SECOND_FACTOR", default=PRODUCTION)
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60
ACCOUNT_ADAPTER = "newsroom.sign_in.SignInAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reset_password": "accounts.forms.NewPasswordForm",
    "reset_password_from_key": "accounts.forms.ChosenPasswordForm",
}
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {"add_webauthn": "accounts.forms.PasskeyForm"}
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an owner of the newsroom gave the address
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
# A session lasts a shift from its sign-in. Where there is HTTPS, browsers take these
# cookies from this host alone; where there is none, they would take them from nobody.
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
_PREFIX = "__Host-" if SESSION_COOKIE_SECURE else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_PREFIX}sessionid", f"{_PREFIX}csrftoken"
CSRF_COOKIE_HTTPONLY = True

# One locale for the interface; each story has its own language.
LANGUAGE_CODE = "en"
TIME_ZONE = env("NEWSCLIP_TIME_ZONE", default="Europe/Paris")
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "newsroom.formats"
WAGTAIL_I18N_ENABLED = False

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_URL = "/media/"
# Every file is private; readers get those that are copied to the public root.
MEDIA_ROOT = VAR / "media"
PUBLIC_MEDIA_ROOT = VAR / "public"
# A bucket in their place, where several machines share them; address, region and keys
# of an S3-compatible store are boto3's own variables (AWS_ENDPOINT_URL_S3 …).
S3_BUCKET = env("NEWSCLIP_S3_BUCKET", default="")
STORAGES = {
    "default": {
        "BACKEND": "images.objects.PrivateObjects"
        if S3_BUCKET
        else "images.files.WholeFileStorage"
    },
    "public": {
        "BACKEND": "images.objects.PublicObjects"
        if S3_BUCKET
        else "images.files.PublicFiles"
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "newsroom.static_files.StaticFiles"
    },
}
# Files that browsers ask for at the root of the site.
WHITENOISE_ROOT = ROOT / "static" / "root"

WAGTAIL_SITE_NAME = "Newsclip"
# One zone for every time in the admin, whoever reads it.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Wagtail's own embeds ask their provider while a page is made: nobody there is asked.
WAGTAILEMBEDS_FINDERS = []
# A story in review is locked for all but those whose turn it is: what they edit before
# they approve is part of their decision, and the review goes on.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {"WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea"},
    "list": {"WIDGET": "news.widgets.ListEditor"},
}
# A remembered rendition would outlive its file in another process; pages ask none.
CACHES = {
    "default": {
        "BACKEND": "accounts.attempts.Cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},  # addresses that search in one minute
    },
    "attempts_here": {
        "BACKEND": "accounts.attempts.SharedFiles",
        "LOCATION": VAR / "attempts",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    "attempts_of_process": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "attempts",
    },
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
# Editors find drafts, too: no public surface searches with the default.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "search.backends.admin"},
    # Public stories, which their publishing indexes.
    "stories": {"BACKEND": "search.backends.stories", "AUTO_UPDATE": False},
}
# OpenSearch or Elasticsearch proposes stories in the database's place:
# https://user:password@host:9200/prefix
SEARCH_URL = env("SEARCH_URL", default="")
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES = []  # downloaded, never shown on the site's origin
WAGTAILDOCS_EXTENSIONS = [
    *("csv", "docx", "ods", "odp", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"),
]
WAGTAILIMAGES_IMAGE_MODEL = "images.NewsImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "images.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
# A long story with tables is many fields and some megabytes of text.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

# The films' players that a reader may start inside a story; nothing else is framed. A
# development machine knows the one of the demo newsroom's world, too.
PLAYERS = configured(
    env.list(
        "NEWSCLIP_PLAYERS",
        default=["youtube", "vimeo", "dailymotion", "ted"]
        + ([] if PRODUCTION else ["peertube:www.reelhouse.example"]),
    )
)
# What machines may use public texts and pictures for.
AI_POLICY = configured_policy(
    env("NEWSCLIP_AI_POLICY", default="search=yes, ai-input=yes, ai-train=no")
)
# Public pages load nothing from another host and run nothing inline.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "img-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "frame-src": [player.origin for player in PLAYERS] or [CSP.NONE],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
# In the admin, Wagtail's own inline scripts run by nonce: newsroom/inline_scripts.py.
ADMIN_CSP = {
    "default-src": [CSP.NONE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "style-src": [CSP.SELF, CSP.NONCE],
    # What the rich text editor says of a copy: `white-space: pre-wrap;`.
    "style-src-attr": [
        CSP.UNSAFE_HASHES,
        "'sha256-7kiMZ7dRwS7ki6fPwMfIFws2+Hf0JQNLICbgISNJZ+g='",
    ],
    "script-src": [CSP.SELF, CSP.NONCE],
    # By `onX="return;"` the cropping of pictures asks whether there is touch.
    "script-src-attr": [
        CSP.UNSAFE_HASHES,
        "'sha256-i+qr4lq34KgNHiW62lWi9aInEBwiEOrfCzaNPCvkqD8='",
    ],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
}
# A preview is a page of readers inside the admin's frame.
PREVIEW_CSP = SECURE_CSP | {"frame-ancestors": [CSP.SELF]}
# What a page may use of a browser.
PERMISSIONS_POLICY, ADMIN_FEATURES = features()
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
# Whom somebody tells who found a hole: mail or https addresses, for security.txt.
SECURITY_CONTACTS = contacts(env.list("NEWSCLIP_SECURITY_CONTACT", default=[]))
CSRF_TRUSTED_ORIGINS = [BASE_URL]
if PRODUCTION:
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_SSL_REDIRECT = urlsplit(BASE_URL).scheme == "https"
    # Who asks whether a process is well asks it itself.
    SECURE_REDIRECT_EXEMPT = ["^livez$", "^readyz$"]

# Mail goes where EMAIL_URL says; without it, nowhere in development.
mail = env.email(
    "EMAIL_URL", default="smtp://localhost:25" if PRODUCTION else "dummymail://"
)
MAIL_OPTIONS = {
    "host": "EMAIL_HOST",
    "port": "EMAIL_PORT",
    "username": "EMAIL_HOST_USER",
    "password": "EMAIL_HOST_PASSWORD",
    "use_tls": "EMAIL_USE_TLS",
    "use_ssl": "EMAIL_USE_SSL",
}
# It is written into the outbox, and sent from there: see delivery/mail.py.
MAILERS = {
    "default": {"BACKEND": "delivery.mail.Later"},
    "now": {
        "BACKEND": mail["EMAIL_BACKEND"],
        "OPTIONS": {
            option: mail[name]
            for option, name in MAIL_OPTIONS.items()
            if mail.get(name)
        },
    },
}
if mail["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
    MAILERS["now"]["OPTIONS"]["timeout"] = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env(
    "NEWSCLIP_FROM_EMAIL", default=f"newsclip@{urlsplit(BASE_URL).hostname}"
)

# What follows a publish happens in the web process, or in a `worker` where there is
# one.
EFFECTS_INLINE = not env.bool("NEWSCLIP_WORKER", default=False)
TASKS = {"default": {"BACKEND": "delivery.tasks.AfterCommit"}}
# Signs the chain of versions; kept outside the database that it vouches for.
VERSION_KEY = env("NEWSCLIP_VERSION_KEY", default=SECRET_KEY)
# Public keys (age1…) of those who may read backups.
BACKUP_KEYS = env("NEWSCLIP_BACKUP_KEY", default="").replace(",", " ").split()
# The cache in front of the site that is told to forget pages: http://127.0.0.1:6081
FRONT_CACHE = env("NEWSCLIP_FRONT_CACHE", default="").rstrip("/")
# Caches in front that are told addresses, by Wagtail's own backends for them.
WAGTAILFRONTENDCACHE = {}
if env("CLOUDFLARE_ZONE_ID", default=""):
    WAGTAILFRONTENDCACHE["cloudflare"] = {
        "BACKEND": "delivery.front.Cloudflare",
        "ZONEID": env("CLOUDFLARE_ZONE_ID"),
        "BEARER_TOKEN": env("CLOUDFLARE_API_TOKEN"),
    }
if env("CLOUDFRONT_DISTRIBUTION_ID", default=""):
    WAGTAILFRONTENDCACHE["cloudfront"] = {
        "BACKEND": "wagtail.contrib.frontend_cache.backends.CloudfrontBackend",
        "DISTRIBUTION_ID": env("CLOUDFRONT_DISTRIBUTION_ID"),
    }
if env("NEWSCLIP_VARNISH", default=""):
    WAGTAILFRONTENDCACHE["varnish"] = {
        "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
        "LOCATION": env("NEWSCLIP_VARNISH"),
    }
# Pages that were served lie here, so many megabytes of them; 0: each is made anew.
PAGES_FOLDER = VAR / "pages"
PAGE_CACHE_MEGABYTES = env.int("NEWSCLIP_PAGE_CACHE_MEGABYTES", default=256)
# The Redis or Valkey by which several machines tell each other what to forget, and how
# long one that cannot hear the others shows its last pages where the database fails.
CACHE_URL = env("CACHE_URL", default="")
if CACHE_URL:
    CACHES["attempts"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "newsclip",
        "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2},
    }
LAST_GOOD_SECONDS = env.int("NEWSCLIP_LAST_GOOD_MINUTES", default=15) * 60

# What feeds say of a story: all of it, or what stands on its card.
FEED_TEXT = env("NEWSCLIP_FEED_TEXT", default="full")
if FEED_TEXT not in ("full", "summary"):
    raise ImproperlyConfigured(
        f"NEWSCLIP_FEED_TEXT is full or summary, not {FEED_TEXT!r}."
    )

# Who outside hears of each story: WebSub hubs, and IndexNow by a key of one's own.
WEBSUB_HUBS = env.list("NEWSCLIP_WEBSUB_HUB", default=[])
INDEXNOW_KEY = env("NEWSCLIP_INDEXNOW_KEY", default="")
INDEXNOW_ENDPOINT = env(
    "NEWSCLIP_INDEXNOW_ENDPOINT", default="https://api.indexnow.org/indexnow"
)
if INDEXNOW_KEY and not re.fullmatch("[A-Za-z0-9-]{8,128}", INDEXNOW_KEY):
    raise ImproperlyConfigured(
        "NEWSCLIP_INDEXNOW_KEY is 8 to 128 letters, digits and dashes."
    )

# How often one address may search, 0 for no limit; suggestions, four times that.
SEARCHES_A_MINUTE = env.int("NEWSCLIP_SEARCHES_A_MINUTE", default=60)
# Whose X-Forwarded-For is believed: those whose X-Forwarded-Proto gunicorn believes.
TRUSTED_PROXIES = env("FORWARDED_ALLOW_IPS", default="127.0.0.1,::1")
TRUSTED_PROXIES = TRUSTED_PROXIES.replace(",", " ").split()

# Prometheus reads /metrics with this token; without one nothing is told, nor written.
METRICS_TOKEN = env("NEWSCLIP_METRICS_TOKEN", default="")
METRICS_FOLDER = VAR / "metrics"
# Errors are reported there, where anywhere.
SENTRY_DSN = env("SENTRY_DSN", default="")

if chosen_format() not in FORMATS:
    raise ImproperlyConfigured(f"NEWSCLIP_LOG_FORMAT is {' or '.join(FORMATS)}.")
logging.captureWarnings(True)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"chosen": {"()": FORMATS[chosen_format()]}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "chosen"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "propagate": False},
        "gunicorn.error": {"handlers": ["stderr"], "propagate": False},
    },
}
