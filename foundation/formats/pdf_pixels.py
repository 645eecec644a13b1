"""How many bytes the pixels of an image in a PDF take (ISO 32000-2, 8.9.5), so that nothing hides behind them."""

from __future__ import annotations

from math import ceil
from typing import Any, Final

from pypdf.generic import ArrayObject, DictionaryObject

PARTS: Final = {
    **dict.fromkeys(("/DeviceGray", "/CalGray", "/G", "/Indexed", "/I", "/Separation"), 1),
    **dict.fromkeys(("/DeviceRGB", "/CalRGB", "/RGB", "/Lab"), 3),
    **dict.fromkeys(("/DeviceCMYK", "/CMYK"), 4),
}


def value_of(thing: DictionaryObject, key: str) -> Any:
    """What stands under a key, followed if it is a reference; None if nothing does."""
    if key not in thing:
        return None
    return thing[key]


def size_of_pixels(image: DictionaryObject) -> int | None:
    """Before they are packed, with a byte for each line if differences are packed; None where that cannot be told."""
    if value_of(image, "/Subtype") != "/Image":
        return None
    width, height = _number(image, "/Width"), _number(image, "/Height")
    bits = 1 if _is_mask(image) else _number(image, "/BitsPerComponent") * _parts(value_of(image, "/ColorSpace"))
    if not width * height * bits:
        return None
    size = height * ceil(width * bits / 8)
    settings = value_of(image, "/DecodeParms")
    if isinstance(settings, ArrayObject):
        settings = settings[0] if settings else None
    if not isinstance(settings, DictionaryObject) or _number(settings, "/Predictor", 1) < 10:
        return size
    line = (
        _number(settings, "/Columns", 1) * _number(settings, "/Colors", 1) * _number(settings, "/BitsPerComponent", 8)
    )
    return ceil(size / ceil(line / 8)) * (1 + ceil(line / 8)) if line else None


def _is_mask(image: DictionaryObject) -> bool:
    return str(value_of(image, "/ImageMask")).lower() == "true"


def _number(thing: DictionaryObject, key: str, otherwise: int = 0) -> int:
    """A whole number that an image may have; 0 for anything else."""
    found = value_of(thing, key)
    if found is None:
        return otherwise
    return found if isinstance(found, int) and 0 < found < 10**6 else 0


def _parts(colours: Any) -> int:
    """Numbers for a colour; 0 if that cannot be told."""
    if not isinstance(colours, ArrayObject):
        return PARTS.get(str(colours), 0)
    if len(colours) < 2:
        return PARTS.get(str(colours[0]), 0) if colours else 0
    name, first = str(colours[0]), colours[1].get_object()
    if name == "/ICCBased":
        return _number(first, "/N") if isinstance(first, DictionaryObject) else 0
    if name == "/DeviceN":
        return len(first) if isinstance(first, ArrayObject) else 0
    return PARTS.get(name, 0)
