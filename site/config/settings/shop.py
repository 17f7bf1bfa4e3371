"""What Oscar and our shop ask for."""

from pathlib import Path

import environ
from oscar.defaults import *  # noqa: F403

env = environ.Env()
env.read_env(str(Path(__file__).resolve().parents[3] / ".env"))

SHOP_APPS = [
    "shop.storefront",
    "shop.checkout",
    "shop.reports",
    "shop.fulfilment",
    "shop.payments",
    "shop.orders",
    "shop.wages",
    "shop.production",
    "shop.ledger",
]
OSCAR_APPS = [
    "shop.oscar_forks.config.Shop",
    "oscar.apps.analytics.apps.AnalyticsConfig",
    "oscar.apps.checkout.apps.CheckoutConfig",
    "oscar.apps.address.apps.AddressConfig",
    "oscar.apps.shipping.apps.ShippingConfig",
    "oscar.apps.catalogue.apps.CatalogueConfig",
    "oscar.apps.catalogue.reviews.apps.CatalogueReviewsConfig",
    "oscar.apps.communication.apps.CommunicationConfig",
    "oscar.apps.partner.apps.PartnerConfig",
    "oscar.apps.basket.apps.BasketConfig",
    "oscar.apps.payment.apps.PaymentConfig",
    "oscar.apps.offer.apps.OfferConfig",
    "oscar.apps.order.apps.OrderConfig",
    "oscar.apps.customer.apps.CustomerConfig",
    "oscar.apps.search.apps.SearchConfig",
    "oscar.apps.voucher.apps.VoucherConfig",
    "oscar.apps.wishlists.apps.WishlistsConfig",
    "shop.oscar_forks.config.Dashboard",
    "widget_tweaks",
    "haystack",
    "treebeard",
    "django_tables2",
]

OSCAR_DEFAULT_CURRENCY = "BDT"
OSCAR_SHOP_NAME = "কারাপণ্য"
OSCAR_HOMEPAGE = "/"
OSCAR_ALLOW_ANON_CHECKOUT = True
OSCAR_HIDDEN_FEATURES = ["reviews", "wishlists", "alerts"]
OSCAR_MAX_BASKET_QUANTITY_THRESHOLD = 500
OSCAR_BASKET_COOKIE_OPEN = "basket"
OSCAR_BASKET_COOKIE_LIFETIME = 7 * 24 * 3600
OSCAR_BASKET_COOKIE_SECURE = False  # production says otherwise
OSCAR_ORDER_STATUS_PIPELINE: dict[str, tuple[str, ...]] = {}
# Installed and inert: our search is the portal's, Oscar's apps only import haystack.
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
HAYSTACK_SIGNAL_PROCESSOR = "haystack.signals.BaseSignalProcessor"  # the other one warns at each save

# A card order holds its stock this long before it expires; cash on delivery holds it until the prison decides.
RESERVATION_MINUTES = env.int("RESERVATION_MINUTES", default=30)
# Cash on delivery up to this much; above it the buyer pays ahead (DOMAIN.md: a setting, never a constant).
CASH_LIMIT_POISHA = env.int("CASH_LIMIT_TAKA", default=25_000) * 100
# Above this sum a buyer who pays at the door is called before the prison packs.
CASH_CALL_ABOVE_POISHA = env.int("CASH_CALL_ABOVE_TAKA", default=10_000) * 100
# So many unpaid orders may one phone have under way at the door; so many refused ones close that way to it.
CASH_OPEN_ORDERS = env.int("CASH_OPEN_ORDERS", default=3)
CASH_REFUSALS = env.int("CASH_REFUSALS", default=2)
# Above this sum a refund that staff ask for needs a second person (MONEY.md, invariant 14).
REFUND_LIMIT_POISHA = env.int("REFUND_LIMIT_TAKA", default=5_000) * 100
# The seller's business identification number (VAT), printed on invoices, challans and credit notes; blank: left out.
SELLER_BIN = env.str("SELLER_BIN", default="")
# The Jail Code's daily wage, per day (DOMAIN.md gives 2 taka with a question mark: hence a setting).
DAILY_WAGE_POISHA = env.int("DAILY_WAGE_POISHA", default=200)
# Without its key a provider is absent, not broken.
STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", default="")
STRIPE_WEBHOOK_SECRET = env.str("STRIPE_WEBHOOK_SECRET", default="")
STRIPE_API_BASE = env.str("STRIPE_API_BASE", default="")
SSLCOMMERZ_STORE_ID = env.str("SSLCOMMERZ_STORE_ID", default="")
SSLCOMMERZ_STORE_PASSWORD = env.str("SSLCOMMERZ_STORE_PASSWORD", default="")
SSLCOMMERZ_API_BASE = env.str("SSLCOMMERZ_API_BASE", default="")
# What a provider takes of a payment, in basis points, where it does not state it itself; cash costs nothing. The
# demonstration's is invented, so that a policy that deducts the fee has something to show.
FEE_BP = {"stripe": env.int("STRIPE_FEE_BP", default=0), "demonstration": 150}

# Looking an order up: so many tries a quarter of an hour from one address, and for one number from anywhere.
# Mobile networks here put hundreds of readers behind one address; the number's own limit is the one that guards.
LOOKUPS_PER_ADDRESS = env.int("LOOKUPS_PER_ADDRESS", default=60)
LOOKUPS_PER_NUMBER = 6
# Orders placed in an hour from one address of the network, and with one mobile number.
ORDERS_PER_ADDRESS = env.int("ORDERS_PER_ADDRESS", default=120)
ORDERS_PER_PHONE = env.int("ORDERS_PER_PHONE", default=12)
# Codes that show an address: so many an hour are sent for one order, and asked for from one address of the network.
CODES_PER_ORDER = 5
CODES_PER_ADDRESS = env.int("CODES_PER_ADDRESS", default=30)
# So many months after nothing has happened to a closed order, its buyer is forgotten; the book is not touched.
MASK_BUYERS_AFTER_MONTHS = env.int("MASK_BUYERS_AFTER_MONTHS", default=6)
# How many of our own proxies stand before us and write X-Forwarded-For; 0 where none does.
PROXIES_TRUSTED = env.int("PROXIES_TRUSTED", default=0)
