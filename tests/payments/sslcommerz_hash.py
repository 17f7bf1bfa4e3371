"""The hash of SSLCommerz's notices, written a second time from its own PHP sample, so that ours is not tested by itself."""

import hashlib


def of(fields: dict[str, str], password: str) -> str:
    """Return the `verify_sign` of the fields that `verify_key` names."""
    all_of_it = dict(fields)
    all_of_it["store_passwd"] = hashlib.md5(password.encode("utf-8")).hexdigest()
    joined = ""
    for name in sorted(all_of_it):
        joined += name + "=" + all_of_it[name] + "&"
    return hashlib.md5(joined.rstrip("&").encode("utf-8")).hexdigest()
