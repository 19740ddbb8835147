"""Saves what a presigned link points to:  python3 download.py FILE < link.txt

Exit code 0: saved, 1: failed, 2: called the wrong way, 3: the link has expired.
"""

import os
import re
import sys
import tempfile

import requests
import urllib3

EXPIRED = re.compile(rb"Request has expired|<EC>0002-00000(069|236)<|<Code>SecurityTokenExpired<")
CODE = re.compile(rb"<Code>([A-Za-z]+)<")


class LinkExpired(Exception):
    """The link has come to its end."""


class Refused(Exception):
    """The download did not succeed, for a reason whose text holds no link."""


# tag::download[]
def download(link, target):
    # An auth that adds nothing: otherwise requests takes a password from ~/.netrc and sends it along.
    with requests.get(
        link,
        auth=lambda request: request,
        headers={"Accept-Encoding": "identity"},
        allow_redirects=False,
        stream=True,
        timeout=(10, 60),
    ) as response:
        if response.status_code != 200:
            raise refusal(response.status_code, response.raw.read(65536))

        folder, name = os.path.split(os.path.abspath(target))
        with tempfile.NamedTemporaryFile(dir=folder, prefix=name + ".", suffix=".part", delete=False) as part:
            try:
                for chunk in response.raw.stream(65536, decode_content=False):
                    part.write(chunk)
                part.flush()
                check_length(response.headers.get("Content-Length"), part.tell())
                os.replace(part.name, target)
            except BaseException:
                os.unlink(part.name)
                raise
            return part.tell()


def check_length(announced, received):
    if announced is not None and int(announced) != received:
        raise Refused(f"expected {announced} bytes but received {received}")


def refusal(status, body):
    if EXPIRED.search(body):
        return LinkExpired()
    code = CODE.search(body)
    return Refused(f"status {status} {code[1].decode() if code else ''}")
# end::download[]


def main():
    if len(sys.argv) != 2:
        print("usage: python3 download.py FILE, with the link on standard input", file=sys.stderr)
        return 2
    try:
        print(f"Saved {download(sys.stdin.readline().strip(), sys.argv[1])} bytes.")
        return 0
    except LinkExpired:
        print("The link has expired. Ask its sender for a new one.", file=sys.stderr)
        return 3
    except Refused as refused:
        print(f"The download failed: {refused}.", file=sys.stderr)
    except (OSError, ValueError, requests.RequestException, urllib3.exceptions.HTTPError) as error:
        # The texts of these errors hold the link.
        print(f"The download failed: {type(error).__name__}.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
