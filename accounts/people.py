"""Who is meant by what somebody typed as a name, and whether the password is theirs."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Q

from accounts.models import User


def meant_by(typed: str) -> User | None:
    """Whose user name, or else e-mail address, it is; None for nobody or several.

    One query whatever was typed, so that its time tells nothing.
    """
    typed = typed.strip()
    found = list(
        User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed))
    )
    for matches in (
        [each for each in found if each.username == typed],
        [each for each in found if each.username.lower() == typed.lower()],
        found,
    ):
        if len(matches) == 1:
            return matches[0]
    return None


class OnePassword(AuthenticationBackend):
    """Checks one password hash for each try, whoever is meant, and if nobody is.

    allauth's own checks two where an address is known, and one where it is not. Who
    left the newsroom is told no more than a stranger.
    """

    def _authenticate(self, request, **credentials):
        typed = credentials.get("username") or credentials.get("email") or ""
        user = self._check_password(meant_by(typed), credentials["password"])
        self._stash_user(None)
        return user
