"""What the API says of what stories are filed by, cite and show: its data, typed."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Address = Annotated[
    str,
    Field(json_schema_extra={"format": "uri"}, examples=["https://news.example/world"]),
]
# An address elsewhere, as the newsroom has it.
Elsewhere = Annotated[str, Field(examples=["https://harbour.example/report"])]
Pk = Annotated[int, Field(ge=1, le=2**63 - 1)]
Count = Annotated[int, Field(ge=0)]


class Shape(BaseModel):
    """An object with these properties and no others."""

    model_config = ConfigDict(extra="forbid")


class Named(Shape):
    """A category, hashtag, author or outlet, as a story names it."""

    name: str = Field(examples=["World"])
    slug: str = Field(
        description="Its key in this API, and in filters.", examples=["world"]
    )
    url: Address = Field(description="Its page, for people.")


class PictureFile(Shape):
    """One size of a picture."""

    url: Address
    width: int = Field(ge=1)
    height: int = Field(ge=1)
    type: Literal["image/avif", "image/webp", "image/jpeg", "image/png"]
    shape: str = Field(
        description="`card` is cut to 3:2, `lead` to 16:9, `author` to a square; "
        "`body` is the whole picture.",
        examples=["body"],
    )


class Picture(Shape):
    """A picture with the words of this use of it."""

    alt: str = Field(description="What it shows; empty where that tells nothing new.")
    caption: str
    credit: str
    files: list[PictureFile] = Field(
        description="Each size in each format, the smallest first."
    )


class StoryNamed(Shape):
    """A story, in a few words."""

    id: Pk
    headline: str
    url: Address


class Hashtag(Named):
    """A subject that stories share."""

    description: str
    stories: Count = Field(description="How many stories readers can see now.")
    stories_url: Address = Field(description="The newest of them, here.")


class Category(Hashtag):
    """A section of the newsroom."""


class Outlet(Hashtag):
    """An organisation whose reports stories cite."""

    home: Elsewhere = Field(description="Its own home page, or empty.")


class Author(Named):
    """Somebody whose name stands over stories."""

    role: str = Field(examples=["Harbour correspondent"])
    bio: str
    email: str
    profiles: list[Elsewhere] = Field(description="Where readers can follow them.")
    picture: Picture | None
    stories: Count = Field(description="How many stories readers can see now.")
    stories_url: Address = Field(description="The newest of them, here.")


class Source(Shape):
    """A report elsewhere that public stories cite, in the words of the newest."""

    id: Pk
    url: Elsewhere
    canonical: str = Field(
        description="One spelling of the address, for comparing; no working link."
    )
    title: str
    author: str
    published: date | None
    outlet: Named
    stories: Count = Field(description="How many stories cite it that readers can see.")
    cited_by: list[StoryNamed] = Field(description="The newest hundred of those.")


class Page[Thing](Shape):
    """A page of a list. It may hold fewer than `limit`; it is the last without `next`.

    What comes and goes while you page makes you neither miss nor repeat anything else.
    """

    data: list[Thing]
    next: Address | None = Field(description="The address of the next page.")
