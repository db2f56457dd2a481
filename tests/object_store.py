"""An S3 server of our own, over HTTP, that can be stopped and begun again."""

import logging
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
from moto.server import ThreadedMotoServer
from processes import free_port

KEYS = {"AWS_ACCESS_KEY_ID": "newsclip", "AWS_SECRET_ACCESS_KEY": "not-a-secret"}


class ObjectStore:
    """A bucket that nobody else has, on a server that is up."""

    def __init__(self):
        self.port = free_port()
        self.bucket = f"newsclip-{secrets.token_hex(4)}"
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {
            "NEWSCLIP_S3_BUCKET": self.bucket,
            "AWS_ENDPOINT_URL_S3": self.address,
            "AWS_DEFAULT_REGION": "eu-west-3",
            **KEYS,
        }
        self.start()
        self.client = boto3.client(
            "s3",
            endpoint_url=self.address,
            region_name="eu-west-3",
            aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
        )
        self.make_bucket()

    def make_bucket(self) -> None:
        self.client.create_bucket(
            Bucket=self.bucket,
            CreateBucketConfiguration={"LocationConstraint": "eu-west-3"},
        )

    def start(self) -> None:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._server = ThreadedMotoServer("127.0.0.1", self.port, verbose=False)
        self._server.start()

    def stop(self) -> None:
        """Refuse every connection from now on; what is stored stays."""
        self._server.stop()

    def stored(self, prefix: str = "") -> set[str]:
        """The keys of all objects that begin so."""
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=prefix
        )
        return {found["Key"] for page in pages for found in page.get("Contents", ())}

    def read(self, key: str) -> bytes:
        return self.client.get_object(Bucket=self.bucket, Key=key)["Body"].read()

    def put(self, key: str, content: bytes) -> None:
        self.client.put_object(Bucket=self.bucket, Key=key, Body=content)

    def delete(self, key: str) -> None:
        self.client.delete_object(Bucket=self.bucket, Key=key)


@contextmanager
def silence() -> Iterator[str]:
    """The address of a server that takes connections and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
