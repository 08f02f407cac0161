"""Settings, read from the environment once. docs/operators.md explains each variable."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, SELF

from config.keys import secret_key
from config.mail import mail_from

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("WHOLESIGHT_VAR", BASE_DIR / "var")).resolve()
VAR.mkdir(parents=True, exist_ok=True)

#: demonstration, production or test. Only demonstration and test may start the clock at a given date.
#: Never guessed: a server would otherwise be a demonstration because a line was forgotten.
MODE = os.environ.get("WHOLESIGHT_MODE", "")
if MODE not in {"demonstration", "production", "test"}:
    raise SystemExit(
        f"WHOLESIGHT_MODE is {MODE or 'not set'}. Set it to demonstration, production or test. On "
        "your own machine 'make run' sets it; for one command, type: "
        "WHOLESIGHT_MODE=demonstration .venv/bin/python manage.py COMMAND"
    )
DEBUG = os.environ.get("WHOLESIGHT_DEBUG", "") == "1" and MODE != "production"
MAY_SET_CLOCK = MODE != "production"

SECRET_KEY = os.environ.get("WHOLESIGHT_SECRET_KEY") or secret_key(VAR / "keys" / "secret_key")
#: The private key that opens bids lives outside the database (workflow.sealing).
BID_KEY_FILE = Path(os.environ.get("WHOLESIGHT_BID_KEY_FILE", VAR / "keys" / "bids.key"))

ALLOWED_HOSTS = os.environ.get("WHOLESIGHT_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("WHOLESIGHT_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "import_export",
    "workflow",
    "pages",
    "accounts",
    "commissioning",
    "tenders",
    "contracts",
    "performance",
    "demonstration",
]

MIDDLEWARE = [
    "workflow.middleware.ReadableText",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "workflow.middleware.BusyDatabase",
    "workflow.middleware.TimeOfRequest",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "accounts:home"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "pages.context.page",
            ],
            "builtins": ["pages.templatetags.ws"],
        },
    },
]
FORM_RENDERER = "pages.rendering.PlainForms"

#: SQLite takes the write lock when a transaction begins, so that two takers of one step queue up
#: instead of failing ("database is locked"); PostgreSQL comes by DATABASE_URL.
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR / 'wholesight.sqlite3'}", conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static", *([VAR / "front"] if (VAR / "front").is_dir() else [])]
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = MODE != "production"

#: Files people send, by content hash, outside any web root (workflow.files).
FILES_ROOT = VAR / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
#: How long the one-time link to set a password holds, in seconds.
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60
#: Proxies of our own before the web server: attempts to sign in are counted by the address before them.
PROXIES = int(os.environ.get("WHOLESIGHT_PROXIES", "1" if MODE == "production" else "0"))
if MODE == "production":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = os.environ.get("WHOLESIGHT_SSL_REDIRECT", "1") == "1"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

# --- E-mail --------------------------------------------------------------------------------------
_mail = mail_from(os.environ.get("WHOLESIGHT_EMAIL_URL", "console:"))
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = _mail.backend, _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.starts_tls, _mail.uses_ssl
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("WHOLESIGHT_EMAIL_FROM", "Wholesight <wholesight@localhost>")
#: Where people reach the service: what addresses in e-mails begin with.
ADDRESS = os.environ.get(
    "WHOLESIGHT_ADDRESS", next(iter(CSRF_TRUSTED_ORIGINS), "http://127.0.0.1:8000")
).rstrip("/")

# --- Background work -----------------------------------------------------------------------------
CELERY_BROKER_URL = os.environ.get("WHOLESIGHT_BROKER", "filesystem://localhost//")
CELERY_TASK_DEFAULT_QUEUE = os.environ.get("WHOLESIGHT_QUEUE", "wholesight")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
#: A page that asks for work never waits for a broker that is away: the sweeper sends the hint.
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {}
if CELERY_BROKER_URL.startswith("redis"):
    #: Longer than the longest job, so that Redis never gives one out twice while it runs.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 2 * 60 * 60}
if CELERY_BROKER_URL.startswith("filesystem"):
    _queue = VAR / "broker"
    for _folder in ("in", "processed", "control"):
        (_queue / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue / "in"),
        "data_folder_out": str(_queue / "in"),
        "processed_folder": str(_queue / "processed"),
        "control_folder": str(_queue / "control"),
        "store_processed": False,
        "polling_interval": 0.02,
    }
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "celerybeat-schedule")
#: A reminder that waited behind long work longer than its own interval is dropped: the next is due.
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {
        "task": "workflow.tasks.sweep_jobs",
        "schedule": 10.0,
        "options": {"expires": 10.0},
    },
    "take-due-steps": {
        "task": "workflow.tasks.take_due_steps",
        "schedule": 20.0,
        "options": {"expires": 20.0},
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("WHOLESIGHT_LOG", "WARNING")},
}
