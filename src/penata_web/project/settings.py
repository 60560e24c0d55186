"""Settings from the environment. Without any: development, on SQLite, in var/. docs/web.md lists them."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from penata_web.project import environment

ROOT = Path(__file__).resolve().parents[3]
WEB = Path(__file__).resolve().parents[1]

ENVIRONMENT = environment.text("PENATA_ENV", "development")
if ENVIRONMENT not in {"development", "production"}:
    raise ImproperlyConfigured(f"PENATA_ENV={ENVIRONMENT!r} is unknown: write development or production.")
PRODUCTION = ENVIRONMENT == "production"

DATA = Path(environment.text("PENATA_DATA", None if PRODUCTION else str(ROOT / "var"))).absolute()
"""Folder of what is too large for the database: uploaded files, frozen datasets, plan folders."""
DATA.mkdir(parents=True, exist_ok=True)

SECRET_KEY = environment.text("PENATA_SECRET_KEY", None if PRODUCTION else "development-only-not-a-secret-" + "x" * 40)
DEBUG = environment.switch("PENATA_DEBUG", default=False)
ALLOWED_HOSTS = environment.words("PENATA_HOSTS", () if PRODUCTION else ("localhost", "127.0.0.1", "[::1]"))
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("PENATA_HOSTS is not set: name the hosts that this application answers for.")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []

INSTALLED_APPS = [
    "penata_web.portal",
    "penata_web.planning",
    "penata_web.eligibility",
    "penata_web.needs",
    "penata_web.registry",
    "penata_web.shared",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "ninja",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "penata_web.shared.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "penata_web.shared.gate.Gate",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "penata_web.project.urls"
WSGI_APPLICATION = "penata_web.project.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "penata_web.shared.navigation.navigation",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATABASES = {"default": environment.database("PENATA_DATABASE_URL", f"sqlite:///{DATA / 'penata.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People who log in

AUTH_USER_MODEL = "shared.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "home"
LOGIN_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "penata_web.shared.login.ClosedDoor"
SOCIALACCOUNT_ADAPTER = "penata_web.shared.login.GovernmentDoor"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Penata"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if issuer := environment.text("PENATA_OIDC_ISSUER", ""):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "pemerintah",
                "name": environment.text("PENATA_OIDC_NAME", "SSO Pemerintah"),
                "client_id": environment.text("PENATA_OIDC_CLIENT"),
                "secret": environment.text("PENATA_OIDC_SECRET"),
                "settings": {"server_url": issuer},
            }
        ],
    }

SECOND_FACTOR_FOR = set(environment.words("PENATA_SECOND_FACTOR_FOR", ("ADMIN", "DECIDER") if PRODUCTION else ()))
"""Roles that do nothing before a second factor is set up."""

# Attempts are counted in the database by axes, for all processes; allauth would count them once more, in each.
ACCOUNT_RATE_LIMITS: dict[str, Any] = {"login_failed": None}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "shared/locked.html"

SESSION_COOKIE_AGE = environment.whole("PENATA_SESSION_HOURS", 9) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSIONS_AT_ONCE = environment.whole("PENATA_SESSIONS_AT_ONCE", 3)
"""On so many devices one account may be logged in; the oldest is logged out."""

# What the browser may do

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        # htmx, Leaflet and ECharts set styles of elements.
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if PRODUCTION:
    SECURE_SSL_REDIRECT = environment.switch("PENATA_HTTPS", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# Language and time

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("Inggris"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.text("PENATA_TIME_ZONE", "Asia/Jakarta")
USE_THOUSAND_SEPARATOR = False

# Files

STATIC_URL = "static/"
STATIC_ROOT = ROOT / "build" / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [("vendor", ROOT / "build" / "vendor")] if (ROOT / "build" / "vendor").is_dir() else []
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "uploads"},
    },
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if environment.switch("PENATA_HASHED_FILES", default=PRODUCTION)
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_LIMIT_BYTES = environment.whole("PENATA_UPLOAD_MB", 200) * 1024 * 1024

# Work in the background

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.text("PENATA_LOG", "INFO" if PRODUCTION else "WARNING")},
}
