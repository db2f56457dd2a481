from django.http import HttpRequest, JsonResponse

from hashtags.models import Hashtag


def suggest(request: HttpRequest) -> JsonResponse:
    """Active hashtags for the text in ``q``, best first: ``[{"name", "slug"}]``.

    Registered as an admin URL, so only signed-in editors reach it.
    """
    matches = Hashtag.objects.suggest(request.GET.get("q", ""))
    return JsonResponse(
        [{"name": hashtag.name, "slug": hashtag.slug} for hashtag in matches],
        safe=False,
    )
