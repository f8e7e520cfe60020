"""The five font files every PDF is set in, the same on every machine, in a directory of their own.

Source Sans Pro for text, Source Serif Pro for display, DejaVu Sans (as ziafont ships it) for letters the
two lack, Skolt Sámi and other scripts. No system font can leak in: fonts.conf names this directory only.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from importlib.util import find_spec
from pathlib import Path

#: package → its files. TTF only: the OTF twins would make matching ambiguous.
FILES = {
    "font_source_sans_pro": (
        "files/SourceSansPro-Regular.ttf",
        "files/SourceSansPro-Semibold.ttf",
        "files/SourceSansPro-Bold.ttf",
    ),
    "font_source_serif_pro": ("files/SourceSerifPro-Regular.ttf",),
    "ziafont": ("fonts/DejaVuSans.ttf",),
}
_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{folder}/cache</cachedir>
  <rescan><int>0</int></rescan>
</fontconfig>
"""


def font_files() -> list[Path]:
    """Where the installed packages keep the files. Raises RuntimeError when one is missing."""
    found = []
    for package, names in FILES.items():
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise RuntimeError(f"the font package {package} is not installed")
        for name in names:
            path = Path(next(iter(spec.submodule_search_locations))) / name
            if not path.is_file():
                raise RuntimeError(f"the font package {package} lacks {name}")
            found.append(path)
    return found


def font_folder(under: Path) -> Path:
    """A folder with links to the files and a fonts.conf that names nothing else; made once, then reused."""
    files = font_files()
    name = hashlib.sha256("\n".join(f"{path} {path.stat().st_size}" for path in files).encode()).hexdigest()[:16]
    folder = under / f"fonts-{name}"
    if folder.is_dir():
        return folder
    under.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=under, prefix="fonts-draft-"))
    for path in files:
        (draft / path.name).symlink_to(path)
    (draft / "cache").mkdir()
    (draft / "fonts.conf").write_text(_CONF.format(folder=folder))
    try:
        os.rename(draft, folder)
    except OSError:  # another process was first; its folder is the same
        for path in sorted(draft.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        draft.rmdir()
    return folder
