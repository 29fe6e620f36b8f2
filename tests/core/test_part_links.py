"""Links that bind the size of what they take, against the worked example of those who defined the signature."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from exemplar.core.part_links import Keys, signed

# The access key and the secret that Amazon's documentation signs its examples with.
EXAMPLE = Keys("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1")
AT = datetime(2013, 5, 24, tzinfo=UTC)


def signature(url: str) -> str:
    return parse_qs(urlsplit(url).query)["X-Amz-Signature"][0]


def test_the_published_example_has_the_published_signature():
    """Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)"."""
    url = signed("GET", "https://examplebucket.s3.amazonaws.com/test.txt", {}, {}, EXAMPLE, (AT, 86_400))

    assert signature(url) == "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"


def test_every_byte_of_the_size_and_every_parameter_is_bound():
    def made(size: str, part: str = "1") -> str:
        return signature(signed("PUT", "http://s3:9000/b/a b", {"partNumber": part}, {"content-length": size}, EXAMPLE, (AT, 60)))

    assert len({made("5"), made("6"), made("55"), made("5", "2")}) == 4
