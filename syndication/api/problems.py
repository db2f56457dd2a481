"""What went wrong, as ``application/problem+json`` (RFC 9457)."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from django.http import HttpResponse
from pydantic import BaseModel, ConfigDict, Field

from delivery.caching import NEVER

CONTENT_TYPE = "application/problem+json"
NOTHING_HERE = "There is nothing here that readers may see."


class Fault(BaseModel):
    """A parameter that cannot be followed, and why."""

    model_config = ConfigDict(extra="forbid")

    parameter: str = Field(examples=["limit"])
    detail: str = Field(examples=["Input should be less than or equal to 100."])


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(
        description="Always `about:blank`: the status says what kind it is.",
        examples=["about:blank"],
    )
    title: str = Field(description="The status in words.", examples=["Bad Request"])
    status: int = Field(ge=400, le=599, examples=[400])
    detail: str = Field(description="What is wrong and what to do, for people.")
    errors: list[Fault] = Field(
        description="Of a 400, each parameter that is to blame.", default=[]
    )


class Refused(Exception):
    """A request that is answered with a problem, whatever was being done."""

    def __init__(self, status: int, detail: str, parameter: str = "", **headers: str):
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers
        self.errors = [(parameter, detail)] if parameter else []

    def answer(self) -> HttpResponse:
        """The response that says so."""
        return problem(self.status, self.detail, self.errors, self.headers)


def problem(
    status: int,
    detail: str,
    errors: list[tuple[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """A response that says what went wrong, for nobody to keep.

    ``errors`` are parameters and reasons.
    """
    said = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors:
        said["errors"] = [{"parameter": p, "detail": d} for p, d in errors]
    return HttpResponse(
        json.dumps(said, ensure_ascii=False),
        status=status,
        content_type=CONTENT_TYPE,
        headers={"Cache-Control": NEVER.header(), **(headers or {})},
    )
