from django.http import HttpRequest, JsonResponse

from hashtags.models import Hashtag


def suggest(request: HttpRequest) -> JsonResponse:
    """Active hashtags for the text in ``q``, best first: ``[{"name", "slug"}]``.

    One that is found by a former name has it in ``found_as``. Registered as an admin
    URL, so only signed-in editors reach it.
    """
    matches = Hashtag.objects.suggest(request.GET.get("q", ""))
    offered = [
        {"name": hashtag.name, "slug": hashtag.slug}
        | ({"found_as": hashtag.found_as} if hashtag.found_as != hashtag.name else {})
        for hashtag in matches
    ]
    return JsonResponse(offered, safe=False)
