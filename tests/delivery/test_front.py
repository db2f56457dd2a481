"""CDNs and Varnish are told addresses through Wagtail's own backends."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

import boto3
import pytest
import requests
from moto.server import ThreadedMotoServer

from delivery.front import PurgeFailed, every_address, forget_addresses

STORY = "http://localhost:8000/general/harbour-vote/"
BACKENDS = "wagtail.contrib.frontend_cache.backends"


@contextmanager
def listening(status: int = 200):
    """A cache that is told what to forget; what it was asked, and its address."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_PURGE(self):
            asked.append((self.headers["Host"], self.path))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield asked, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def varnish(at: str) -> dict:
    return {"varnish": {"BACKEND": f"{BACKENDS}.HTTPBackend", "LOCATION": at}}


def test_varnish_is_told_each_address_of_the_site(settings):
    with listening() as (asked, at):
        settings.WAGTAILFRONTENDCACHE = varnish(at)
        forget_addresses([STORY, "http://localhost:8000/?page=2", STORY])
        forget_addresses(every_address())
    assert asked == [
        ("localhost:8000", "/?page=2"),
        ("localhost:8000", "/general/harbour-vote/"),
        ("localhost:8000", "/*"),
    ]


def test_what_wagtail_only_logs_is_raised(settings):
    with listening(status=500) as (_, at):
        settings.WAGTAILFRONTENDCACHE = varnish(at)
        with pytest.raises(PurgeFailed, match="varnish did not forget"):
            forget_addresses([STORY])
    with pytest.raises(PurgeFailed):
        forget_addresses([STORY])


@pytest.fixture
def cloudflare(settings, monkeypatch):
    """What Cloudflare was posted, and what it answers."""
    settings.WAGTAILFRONTENDCACHE = {
        "cloudflare": {
            "BACKEND": "delivery.front.Cloudflare",
            "ZONEID": "zone",
            "BEARER_TOKEN": "token",
        }
    }
    posted, answer = [], requests.Response()
    answer.status_code, answer._content = 200, b'{"success": true, "errors": []}'

    def post(url, *, json, headers, timeout):
        assert url == "https://api.cloudflare.com/client/v4/zones/zone/purge_cache"
        assert headers["Authorization"] == "Bearer token"
        posted.append(json)
        return answer

    monkeypatch.setattr(requests, "post", post)
    return posted, answer


def test_cloudflare_is_told_addresses_or_everything(cloudflare):
    posted, _ = cloudflare
    forget_addresses([STORY])
    forget_addresses(every_address())
    assert posted == [{"files": [STORY]}, {"purge_everything": True}]


def test_a_refusal_of_cloudflare_is_raised(cloudflare):
    _, answer = cloudflare
    answer._content = json.dumps(
        {"success": False, "errors": [{"message": "Invalid zone"}]}
    ).encode()
    with pytest.raises(PurgeFailed, match="Invalid zone"):
        forget_addresses([STORY])
    answer.status_code = 403
    with pytest.raises(PurgeFailed, match="CLOUDFLARE_API_TOKEN"):
        forget_addresses(every_address())


@pytest.fixture
def cloudfront(settings, monkeypatch):
    """A CloudFront on this machine, and the id of its one distribution."""
    server = ThreadedMotoServer(port=0)
    server.start()
    _, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("cloudfront")
    origin = {"Id": "o", "DomainName": "x.s3.amazonaws.com", "OriginPath": "/"}
    origin["S3OriginConfig"] = {"OriginAccessIdentity": ""}
    made = client.create_distribution(
        DistributionConfig={
            "CallerReference": str(uuid4()),
            "Comment": "",
            "Enabled": True,
            "Origins": {"Quantity": 1, "Items": [origin]},
            "DefaultCacheBehavior": {
                "TargetOriginId": "o",
                "ViewerProtocolPolicy": "allow-all",
            },
        }
    )
    distribution = made["Distribution"]["Id"]
    settings.WAGTAILFRONTENDCACHE = {
        "cloudfront": {
            "BACKEND": f"{BACKENDS}.CloudfrontBackend",
            "DISTRIBUTION_ID": distribution,
        }
    }
    yield client, distribution
    server.stop()


def test_cloudfront_is_asked_to_invalidate(cloudfront):
    client, distribution = cloudfront
    forget_addresses([STORY, f"{STORY}?page=2"])
    made = client.list_invalidations(DistributionId=distribution)
    (each,) = made["InvalidationList"]["Items"]
    paths = client.get_invalidation(DistributionId=distribution, Id=each["Id"])
    paths = paths["Invalidation"]["InvalidationBatch"]["Paths"]["Items"]
    assert sorted(paths) == ["/general/harbour-vote/", "/general/harbour-vote/?page=2"]


def test_a_distribution_that_is_not_there_is_told(cloudfront, settings):
    settings.WAGTAILFRONTENDCACHE["cloudfront"]["DISTRIBUTION_ID"] = "nothing"
    with pytest.raises(PurgeFailed, match="NoSuchDistribution"):
        forget_addresses([STORY])
