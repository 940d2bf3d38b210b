"""The provider folders, under one import name in a checkout and in the wheel.

In the wheel the folders lie in this package. In a checkout they lie in the top-level
``providers/``, which is added to the package's path here.
"""

from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]
if (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / "providers").is_dir():
    __path__.append(str(_CHECKOUT / "providers"))
