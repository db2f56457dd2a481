"""What goes wrong in the API, and how its description says so."""

from django.http import HttpResponse
from pydantic import BaseModel, ConfigDict, Field

from delivery.problems import problem

NOTHING_HERE = "There is nothing here that readers may see."


class Fault(BaseModel):
    """A parameter that cannot be followed, and why."""

    model_config = ConfigDict(extra="forbid")

    parameter: str = Field(examples=["limit"])
    detail: str = Field(examples=["Input should be less than or equal to 100."])


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it."""

    model_config = ConfigDict(extra="forbid")

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
        self.faults = [(parameter, detail)] if parameter else []

    def answer(self) -> HttpResponse:
        """The response that says so."""
        return problem(self.status, self.detail, self.faults, self.headers)
