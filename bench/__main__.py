"""`make bench`: on SQLite, or on the PostgreSQL of DATABASE_URL; in a database of its own that goes away."""

from __future__ import annotations

import os
import sys
import tempfile


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="paadriv-bench-") as folder:
        os.environ.update(DJANGO_SETTINGS_MODULE="bench.settings", PAADRIV_VAR=folder, CELERY_BROKER_URL="memory://")
        import django

        django.setup()
        from django.db import connection
        from django.test.utils import setup_databases, teardown_databases

        old = setup_databases(verbosity=0, interactive=False)
        try:
            from bench.harness import growth, measure, table
            from bench.pages import GROWN, GROWTH, PAGES, reference

            results = measure(reference(), [page for pages in PAGES for page in pages()])
            results += measure(reference(), [page for pages in GROWN for page in pages()])
            grown = growth(results, GROWTH)
            sys.stdout.write(f"{connection.vendor}\n{table(results)}\n{grown}\n")
        finally:
            teardown_databases(old, verbosity=0)
        return 0 if all(result.holds for result in results) and "!" not in grown else 1


if __name__ == "__main__":
    sys.exit(main())
