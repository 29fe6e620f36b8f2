"""Health of a container: does the API answer, or, with the word ``database``, is PostgreSQL reached from here?"""

import os
import socket
import sys
import urllib.request
from urllib.parse import urlsplit

if sys.argv[1:] == ["database"]:
    address = urlsplit(os.environ["EXEMPLAR_DATABASE_URL"])
    socket.create_connection((address.hostname or "localhost", address.port or 5432), timeout=3).close()
else:
    port = os.environ.get("EXEMPLAR_PORT", "8000")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/health", timeout=3) as answer:
        sys.exit(0 if answer.status == 200 else 1)
