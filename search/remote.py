"""A search server in place of the database's index: OpenSearch or Elasticsearch.

Set by ``SEARCH_URL``. It is given the words as the analyser of this project leaves
them, so that it finds what the database would, in every language, without a plug-in.
It only proposes stories: the database says which of them readers may see, and ranks
them. Where it does not answer, the database's own index does.

What is asked (a mapping, ``_bulk``, ``_search``, ``_delete_by_query``) is the same for
both makes of server.
"""

import json
import logging
from collections.abc import Iterable
from functools import cache
from time import monotonic, time
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import requests
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from urllib3.exceptions import HTTPError

from search.documents import Document
from search.expression import All, Any, Expression, Filed, Not, Phrase, Term
from search.indexes.lookup import Lookup

logger = logging.getLogger("newsclip.search")

# Seconds to connect, and to wait for an answer: readers wait for it, the outbox does.
READING, WRITING = (0.3, 0.7), (2, 30)
# A server that did not answer is not asked again so many seconds.
REST = 30
# Bytes of an answer that are read at a time, and of the longest one.
PIECE, LONGEST = 1 << 16, 10_000_000
# Asked for beyond what is wanted, for those that readers may not see just now.
SPARE = 200
# Terms of two fields do not stand beside each other.
MAPPING = {
    "mappings": {
        "dynamic": False,
        "properties": {
            "terms": {
                "type": "text",
                "analyzer": "whitespace",
                "position_increment_gap": 100,
                "norms": False,
            },
            "headline": {"type": "keyword"},
            "filed": {"type": "keyword"},
            "place": {"type": "long"},
            "written": {"type": "long"},
        },
    },
}


class Unanswered(Exception):
    """The search server is not there, is too slow, or refused."""


class Answer(NamedTuple):
    """What the server said."""

    status: int
    body: bytes


class Server:
    """The index ``prefix-stories`` of ``https://user:password@host:9200/prefix``."""

    def __init__(self, address: str):
        parts = urlsplit(address)
        prefix = parts.path.strip("/")
        if parts.scheme not in {"http", "https"} or not parts.hostname or not prefix:
            raise ImproperlyConfigured(
                "SEARCH_URL is https://user:password@host:9200/prefix of an OpenSearch "
                "or Elasticsearch server; the prefix is what its index is named by."
            )
        _, _, host = parts.netloc.rpartition("@")
        self.address = f"{parts.scheme}://{host}"
        self.index = f"{prefix}-stories"
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        self.session = requests.Session()
        self.session.auth = (user, password) if user else None
        self.rests_until = 0.0
        self.is_made = False

    def newest(self, asked: Lookup, limit: int) -> list[int]:
        """Primary keys of the newest stories that match, and ``SPARE`` more.

        Raises Unanswered.
        """
        if monotonic() < self.rests_until:
            raise Unanswered("The search server rests.")
        try:
            answer = self._ask("POST", "_search", READING, search(asked, limit + SPARE))
            if answer.get("timed_out"):
                raise Unanswered("The search server took too long.")
            return [int(hit["_id"]) for hit in answer["hits"]["hits"]]
        except (Unanswered, KeyError, TypeError, ValueError) as error:
            self.rests_until = monotonic() + REST
            logger.warning("The database answers, not the search server: %s", error)
            raise Unanswered(str(error)) from error

    def create(self) -> None:
        """Make the index, unless it is there. Raises Unanswered."""
        if self._send("HEAD", "", WRITING).status == 404:
            self._ask("PUT", "", WRITING, MAPPING)
        self.is_made = True

    def write(self, documents: Iterable[Document]) -> None:
        """Put these in, in place of what was there of the same stories. Unanswered."""
        if not self.is_made:
            self.create()
        lines = []
        for each in documents:
            lines += [{"index": {"_id": str(each.story)}}, stored(each)]
        if lines:
            self._bulk(lines)

    def remove(self, story: int) -> None:
        """Take a story out, if it is there. Raises Unanswered."""
        self._bulk([{"delete": {"_id": str(story)}}])

    def remove_written_before(self, moment: int) -> None:
        """Take out what a rebuild that began then did not write. Raises Unanswered."""
        self._ask("POST", "_refresh", WRITING)
        older = {"query": {"range": {"written": {"lt": moment}}}}
        self._ask("POST", "_delete_by_query?conflicts=proceed", WRITING, older)

    def _bulk(self, lines: list[dict]) -> None:
        body = "".join(json.dumps(line) + "\n" for line in lines)
        answer = self._ask("POST", "_bulk", WRITING, body)
        if answer.get("errors"):
            refused = [
                each
                for action in answer["items"]
                for each in action.values()
                if each.get("error")
            ]
            if refused:
                raise Unanswered(f"The search server refused: {refused[0]['error']}")

    def _ask(self, method: str, path: str, patience, body=None) -> dict:
        status, said = self._send(method, path, patience, body)
        if status >= 400:
            raise Unanswered(f"HTTP {status}: {said[:300]!r}")
        try:
            return json.loads(said)
        except ValueError as error:
            raise Unanswered(f"No JSON: {said[:300]!r}") from error

    def _send(self, method: str, path: str, patience, body=None) -> Answer:
        if body is not None and not isinstance(body, str):
            body = json.dumps(body)
        kind = "application/x-ndjson" if path == "_bulk" else "application/json"
        try:
            response = self.session.request(
                method,
                f"{self.address}/{self.index}/{path}".rstrip("/"),
                data=body,
                headers={"Content-Type": kind},
                timeout=patience,
                allow_redirects=False,
                stream=True,
            )
            return _whole(response, until=monotonic() + sum(patience))
        except (requests.RequestException, HTTPError, OSError) as error:
            # Its own words have the address, and so perhaps the password.
            raise Unanswered(type(error).__name__) from error


def _whole(response: requests.Response, until: float) -> Answer:
    """Status and body; Unanswered where that drips, or does not end."""
    with response:
        body = b""
        while piece := response.raw.read1(PIECE, decode_content=True):
            body += piece
            if monotonic() > until or len(body) > LONGEST:
                raise Unanswered("The search server's answer did not come to an end.")
    return Answer(response.status_code, body)


@cache
def _server_at(address: str) -> Server:
    return Server(address)


def server() -> Server | None:
    """The server of ``SEARCH_URL``; none where it is not set."""
    return _server_at(settings.SEARCH_URL) if settings.SEARCH_URL else None


def search(asked: Lookup, size: int) -> dict:
    """The body of the request for the newest stories that match."""
    places = {"range": {"place": {"gte": asked.first, "lte": asked.last}}}
    return {
        "size": size,
        "_source": False,
        "track_total_hits": False,
        "timeout": "600ms",
        "sort": [{"place": "desc"}],
        "query": {"bool": {"filter": [condition(asked.expression), places]}},
    }


def condition(expression: Expression) -> dict:
    """The expression in the server's language."""
    match expression:
        case Term(term, headline):
            return {"term": {"headline" if headline else "terms": term}}
        case Phrase(terms):
            return {"match_phrase": {"terms": " ".join(terms)}}
        case Filed():
            return {"term": {"filed": str(expression)}}
        case Not(part):
            return {"bool": {"must_not": [condition(part)]}}
        case All(()):
            return {"match_all": {}}
        case All(parts):
            return {"bool": {"filter": list(map(condition, parts))}}
        case Any(()):
            return {"match_none": {}}
        case Any(parts):
            either = list(map(condition, parts))
            return {"bool": {"should": either, "minimum_should_match": 1}}
    raise TypeError(f"{expression!r} is no expression.")


def stored(document: Document) -> dict:
    """What the server is given of a story: words, and nothing that could be read."""
    return {
        "terms": runs(document),
        "headline": sorted(document.headline),
        "filed": document.filed,
        "place": document.place,
        "written": now(),
    }


def runs(document: Document) -> list[str]:
    """The terms as they stand beside each other, a text a run."""
    placed = sorted(
        (position, term)
        for term, positions in document.positions.items()
        for position in positions
    )
    found: list[list[str]] = []
    last = None
    for position, term in placed:
        if last is None or position > last + 1:
            found.append([])
        found[-1].append(term)
        last = position
    return [" ".join(terms) for terms in found]


def now() -> int:
    """Milliseconds since 1970."""
    return round(time() * 1000)
