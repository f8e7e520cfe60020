"""One settings file, read from the environment; the defaults are the embedded way to run."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import urlsplit

from environs import Env

from paadriv.broker import transport_options
from paadriv.embedded import secret_key

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules

# Where things are kept -----------------------------------------------------------------
VAR = Path(env.str("PAADRIV_VAR", str(BASE_DIR / "var" / "test" if TESTING else BASE_DIR / "var")))
VAR.mkdir(parents=True, exist_ok=True)
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR / 'paadriv.sqlite3'}")}
ON_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if ON_SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}  # a file: live_server's threads share it
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    DATABASES["default"]["OPTIONS"] = {
        "options": "-c lock_timeout=10000 -c statement_timeout=15000 -c idle_in_transaction_session_timeout=60000"
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = env.str("PAADRIV_FILES", str(VAR / "files"))

# How it is reached ------------------------------------------------------------------------
BASE_URL = env.str("PAADRIV_BASE_URL", "http://localhost:8000").rstrip("/")
HTTPS = BASE_URL.startswith("https://")
DEMO = env.bool("PAADRIV_DEMO", False)
DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", "") or secret_key(VAR)
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
LINK_KEY = env.str("PAADRIV_LINK_KEY", "") or SECRET_KEY
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [urlsplit(BASE_URL).hostname or "localhost"])
CSRF_TRUSTED_ORIGINS = [BASE_URL] if HTTPS else []
ROOT_URLCONF = "paadriv.urls"
WSGI_APPLICATION = "paadriv.wsgi.application"
ACCESSIBILITY_STATEMENT_URL = env.str("PAADRIV_ACCESSIBILITY_STATEMENT_URL", "")
ASSOCIATION_EMAIL = env.str("PAADRIV_ASSOCIATION_EMAIL", "post@paadriv.example")

INSTALLED_APPS = [
    "paadriv",
    *(["demo"] if DEMO or TESTING else []),
    "oversight",
    "gates",
    "meetings",
    "forprosjekt",
    "signing",
    "documents",
    "partners",
    "initiatives",
    "register",
    "mail",
    "accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "csp",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "paadriv.middleware.clean_requests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.sessions.limit_sessions",
    "accounts.middleware.AccessMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                *("django.template.context_processors.request", "django.contrib.auth.context_processors.auth"),
                *("django.contrib.messages.context_processors.messages", "paadriv.context.site"),
            ],
            "builtins": ["paadriv.templatetags.paadriv"],
        },
    },
]
FORM_RENDERER = "paadriv.rendering.Renderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Language ---------------------------------------------------------------------------------
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Norsk bokmål")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Oslo"
USE_I18N = True
USE_TZ = True

# People -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "mail.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "dashed": True, "length": 8}
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,5/m/key,20/h/key"}
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
MFA_ADAPTER = "accounts.login.MfaAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.SecondFactorForm",
    "activate_totp": "accounts.forms.ActivateAppForm",
    "authenticate_webauthn": "accounts.passkeys.PasskeyInsteadForm",
    "edit_webauthn": "accounts.passkeys.EditPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Pådriv"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PAADRIV_PROXY_COUNT", 1 if HTTPS else 0)
LOG_IN_ANSWER_SECONDS = env.float("PAADRIV_LOG_IN_ANSWER_SECONDS", 0 if TESTING else 1)
SESSION_ABSOLUTE_SECONDS = env.int("PAADRIV_SESSION_ABSOLUTE_SECONDS", 12 * 60 * 60)
SESSION_IDLE_SECONDS = env.int("PAADRIV_SESSION_IDLE_SECONDS", 2 * 60 * 60)
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "paadriv.errors.csrf_failure"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "paadriv_cache"}}

# Safety -------------------------------------------------------------------------------------
if HTTPS:
    SESSION_COOKIE_NAME = "__Host-sesjon"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_SSL_REDIRECT = env.bool("PAADRIV_SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^helse/"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **{key: ["'none'"] for key in ("default-src", "base-uri", "object-src", "frame-ancestors")},
        **{key: ["'self'"] for key in ("script-src", "style-src", "font-src", "connect-src", "manifest-src")},
        "form-action": ["'self'"],
        "img-src": ["'self'", "data:"],
    }
}
SILENCED_SYSTEM_CHECKS = ["allauth.usersessions.W001"]

# Files served -------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("PAADRIV_STATIC_ROOT", str(VAR / "static")))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "documents.storage.WholeFiles", "OPTIONS": {"location": MEDIA_ROOT}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING
WHITENOISE_AUTOREFRESH = False

# E-mail -------------------------------------------------------------------------------------
EMAIL_BACKEND = env.str("EMAIL_BACKEND", "mail.backends.KeptOnDisk")
EMAIL_FILE_PATH = str(VAR / "mail")
EMAIL_HOST = env.str("EMAIL_HOST", "localhost")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Pådriv <padriv@localhost>")

# Worker -------------------------------------------------------------------------------------
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", "memory://" if TESTING else "filesystem://localhost")
CELERY_BROKER_TRANSPORT_OPTIONS = transport_options(CELERY_BROKER_URL, VAR / "broker")
CELERY_TASK_ALWAYS_EAGER = env.bool("CELERY_TASK_ALWAYS_EAGER", False)
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
SWEEP_SECONDS = env.int("PAADRIV_SWEEP_SECONDS", 30)
MAIL_LEASE_SECONDS = env.int("PAADRIV_LEASE_SECONDS", 120)
HOURLY = ("meetings.tasks.daily", "accounts.tasks.tidy", "signing.tasks.hourly", "gates.tasks.hourly")
CELERY_BEAT_SCHEDULE = {
    "send-what-waits": {
        "task": "mail.tasks.sweep",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS},
    },
    "render-what-waits": {"task": "documents.tasks.sweep", "schedule": SWEEP_SECONDS},
    **{task: {"task": task, "schedule": 60 * 60} for task in HOURLY},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "mail.logs.WithoutTokens", "format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
