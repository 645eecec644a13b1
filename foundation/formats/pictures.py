"""Pictures drawn anew: the pixels upright and in sRGB, and nothing that was written beside them.

Every picture is decoded and encoded again, so that what hid in the file (place, device, thumbnail, text, a second file
behind the first) has no way into ours. Animations keep frames, durations and loop.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps, ImageSequence

from foundation.formats.sniffing import BROKEN_PICTURE, FileError, FileKind, require_pixels, too_many_pixels

FORMATS = {
    FileKind.JPEG: "JPEG",
    FileKind.PNG: "PNG",
    FileKind.GIF: "GIF",
    FileKind.WEBP: "WEBP",
    FileKind.AVIF: "AVIF",
}
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
# Near enough to the source that nobody sees the difference, in files no bigger than cameras make them.
ENCODING: dict[FileKind, dict[str, Any]] = {
    FileKind.JPEG: {"quality": 90, "progressive": True, "optimize": True},
    FileKind.PNG: {},
    FileKind.GIF: {"optimize": True},
    FileKind.WEBP: {"quality": 90, "method": 4},
    FileKind.AVIF: {"quality": 80, "speed": 8},
}


def redraw(data: bytes, kind: FileKind, most_pixels: int) -> bytes:
    """The picture without anything but its pixels. Raises `FileError` for what is too big, broken or incomplete."""
    require_pixels(data, kind, most_pixels)
    try:
        with Image.open(BytesIO(data), formats=[FORMATS[kind]]) as image:
            # The decoder may have understood the header in another way than we did.
            if image.width * image.height > most_pixels:
                raise too_many_pixels(most_pixels)
            if kind is not FileKind.JPEG and getattr(image, "n_frames", 1) > 1:
                return _animation(image, kind, data)
            return _still(image, kind, data)
    except FileError:
        raise
    except Exception as error:
        # Decoders fail on hostile files with whatever they happen to trip over.
        raise FileError("broken", BROKEN_PICTURE) from error


def _still(image: Image.Image, kind: FileKind, data: bytes) -> bytes:
    image.load()
    profile = image.info.get("icc_profile")
    upright = bare(in_srgb(ImageOps.exif_transpose(image), profile))
    if kind is FileKind.JPEG and upright.mode not in {"RGB", "L"}:
        upright = upright.convert("RGB")
    out = BytesIO()
    upright.save(out, FORMATS[kind], **encoding(kind, data))
    return out.getvalue()


def _animation(image: Image.Image, kind: FileKind, data: bytes) -> bytes:
    profile, loop = image.info.get("icc_profile"), image.info.get("loop")
    drawn = list(_frames(image, profile))
    if kind is FileKind.PNG and image.info.get("default_image"):
        drawn = drawn[1:]
    pictures, durations = [picture for picture, _ms in drawn], [ms for _picture, ms in drawn]
    options = encoding(kind, data) | {"save_all": True, "append_images": pictures[1:], "duration": durations}
    if loop is not None:
        options["loop"] = loop
    if kind is FileKind.GIF and any(picture.mode == "RGBA" for picture in pictures):
        options["disposal"] = 2
    out = BytesIO()
    pictures[0].save(out, FORMATS[kind], **options)
    return out.getvalue()


def _frames(image: Image.Image, profile: bytes | None) -> Iterator[tuple[Image.Image, int]]:
    """Each frame as it is seen, whole, and for how many milliseconds."""
    for frame in ImageSequence.Iterator(image):
        frame.load()
        seen = frame.convert("RGBA" if frame.has_transparency_data else "RGB")
        yield bare(in_srgb(seen, profile)), int(frame.info.get("duration", 0))


def bare(image: Image.Image) -> Image.Image:
    """A copy that knows nothing but its pixels, its palette and which colour is transparent."""
    copy = image.copy()
    copy.info = {key: value for key, value in image.info.items() if key == "transparency"}
    return copy


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The same colours without their profile, whose description can tell which device made them.

    Greys and 16-bit samples keep their numbers; so does everything whose profile cannot be read.
    """
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK", "P"}:
        return image
    if image.mode == "P":
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, SRGB, outputMode="RGBA" if image.mode == "RGBA" else "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted or image


def encoding(kind: FileKind, data: bytes) -> dict[str, Any]:
    """How a picture of this kind is written; what came without loss leaves without loss."""
    if kind is FileKind.WEBP and b"VP8L" in data[:4096]:
        return {"lossless": True, "method": 4}
    return dict(ENCODING[kind])
