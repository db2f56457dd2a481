"""Whom somebody tells who found a hole in the site (RFC 9116)."""

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import URLValidator, validate_email


def contacts(configured: list[str]) -> list[str]:
    """Each as the URI that security.txt wants; refuses what is neither mail nor https.

    The RFC's section 2.5.3: "web URIs … MUST begin with https".
    """
    return [_uri(each.strip()) for each in configured if each.strip()]


def _uri(contact: str) -> str:
    try:
        if contact.startswith("https://"):
            URLValidator(schemes=["https"])(contact)
            return contact
        address = contact.removeprefix("mailto:")
        validate_email(address)
    except ValidationError as error:
        raise ImproperlyConfigured(
            f"NEWSCLIP_SECURITY_CONTACT is a mail address or begins with https://, "
            f"not {contact!r}."
        ) from error
    return f"mailto:{address}"
