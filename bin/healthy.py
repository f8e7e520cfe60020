"""Exit 0 when the web server of this container answers that it is ready. Standard library only."""

import os
import sys
import urllib.request
from urllib.parse import urlsplit

host = urlsplit(os.environ.get("PAADRIV_BASE_URL", "http://localhost")).netloc
request = urllib.request.Request("http://127.0.0.1:8000/helse/klar", headers={"Host": host})
try:
    with urllib.request.urlopen(request, timeout=8) as answer:  # noqa: S310
        sys.exit(0 if answer.status == 200 else 1)
except OSError as fault:
    sys.exit(str(fault))
