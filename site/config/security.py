"""The Content-Security-Policy: strict for what citizens meet, as wide as Wagtail's admin needs for staff."""

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

PUBLIC = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    # Browsers hold the address that a form's answer redirects to against this, too: providers' payment pages.
    "form-action": [
        SELF,
        "https://checkout.stripe.com",
        *(f"https://{name}.sslcommerz.com" for name in ("securepay", "epay-gw", "epay", "sandbox")),
    ],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}
# Wagtail 8's admin still sets styles and starts scripts inline.
STAFF = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}


def is_staffs(request: HttpRequest) -> bool:
    return request.path.startswith("/admin/")


def public() -> dict[str, list[str]]:
    """Return what citizens' pages may load, with the payment pages of a provider that stands elsewhere for a trial."""
    elsewhere = [base for base in (settings.STRIPE_API_BASE, settings.SSLCOMMERZ_API_BASE) if base]
    return {**PUBLIC, "form-action": [*PUBLIC["form-action"], *elsewhere]} if elsewhere else PUBLIC


class ContentPolicyMiddleware(CSPMiddleware):
    """Say to the browser what a page may load, and keep staff's pages out of every cache."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        if report_only:
            return PolicyParts()
        return PolicyParts(config=STAFF if is_staffs(request) else public())

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if is_staffs(request):
            response.headers.setdefault("Cache-Control", "no-store")
        return super().process_response(request, response)
