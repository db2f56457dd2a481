"""Answers: what was asked for as JSON, less the properties that were not."""

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from home.furniture import Furniture, furniture_of
from syndication.api.problems import NOTHING_HERE, Refused

CONTENT_TYPE = "application/json; charset=utf-8"


def furniture_or_404(request: HttpRequest) -> Furniture:
    """The site that is asked; raises Refused where there is none yet."""
    furniture = furniture_of(request)
    if furniture.site is None:
        raise Refused(404, NOTHING_HERE)
    return furniture


def nothing_asked(request: HttpRequest) -> None:
    """Raises Refused for any parameter, where there are none."""
    for name in request.GET:
        raise Refused(400, "There are no parameters here.", name[:50])


def fields_asked(fields: str | None, shape: type[BaseModel]) -> set[str] | None:
    """The properties that ``fields`` names, and the key; None for all of them.

    Raises Refused for a name that the shape has not.
    """
    if fields is None:
        return None
    names = {name.strip() for name in fields.split(",")}
    unknown = sorted(names - shape.model_fields.keys())
    if unknown:
        there = ", ".join(shape.model_fields)
        detail = f"There is no property “{unknown[0][:50]}”. There are: {there}."
        raise Refused(400, detail, "fields")
    return names | {"id"}


def next_page(request: HttpRequest, root: str, cursor: str | None) -> str | None:
    """The address asked, with that cursor; None without one."""
    if cursor is None:
        return None
    asked = request.GET.copy()
    asked["cursor"] = cursor
    return f"{root}{request.path}?{asked.urlencode()}"


def page_answer(page: BaseModel, fields: set[str] | None = None) -> HttpResponse:
    """The page; its things with ``fields`` alone. The next one is a Link, too."""
    whole = dict.fromkeys(type(page).model_fields, True)
    wanted = whole | {"data": {"__all__": fields}} if fields else None
    answer = one_answer(page, wanted)
    if page.next:
        answer["Link"] = f'<{page.next}>; rel="next"'
    return answer


def one_answer(thing: BaseModel, fields: set | dict | None = None) -> HttpResponse:
    """The thing, with ``fields`` alone."""
    return HttpResponse(
        thing.model_dump_json(include=fields), content_type=CONTENT_TYPE
    )
