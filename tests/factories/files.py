"""Real files with a secret planted wherever a format can hold one, and files that mean harm."""

import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.annotations import FreeText, Link
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

# Thirteen letters, like the description of Little CMS's own sRGB profile, so that it can stand in its place.
SECRET = "KANARIENVOGEL"
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:creator>{SECRET}</dc:creator></x:xmpmeta>".encode()
COLOURS = ("red", "lime", "blue")


def icc() -> bytes:
    """An sRGB profile whose description is the secret."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    marked = plain.replace("sRGB built-in".encode("utf-16-be"), SECRET.encode("utf-16-be"))
    assert SECRET.encode("utf-16-be") in marked
    return marked


def exif(orientation: int = 1) -> Image.Exif:
    """Camera, owner and place, with the secret in each."""
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010E] = tags[0x010F] = tags[0x013B] = SECRET
    tags.get_ifd(0x8825).update({1: "N", 2: (46.0, 31.0, 12.0), 27: SECRET.encode()})
    tags.get_ifd(0x8769).update({0x9286: SECRET.encode(), 0xA431: SECRET})
    return tags


def canvas(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Image.Image:
    """A red field with a blue corner at the upper left, so that turning shows."""
    picture = Image.new(mode, size, "red")
    picture.paste(Image.new(mode, (size[0] // 4, size[1] // 4), "blue"))
    return picture


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def segment(marker: int, payload: bytes) -> bytes:
    """A JPEG segment."""
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def jpeg(orientation: int = 1) -> bytes:
    """EXIF with GPS and a thumbnail, XMP, IPTC, comment, profile, an unknown APP, and bytes behind the end."""
    plain = saved(canvas(), "JPEG", exif=exif(orientation), comment=SECRET, icc_profile=icc(), xmp=XMP, quality=95)
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", 18) + b"\x1c\x02\x50\0\x0d" + SECRET.encode()
    return plain[:2] + segment(0xED, iptc) + segment(0xEB, SECRET.encode()) + plain[2:] + SECRET.encode()


def chunk(name: bytes, payload: bytes) -> bytes:
    """A PNG chunk."""
    return struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", zlib.crc32(name + payload))


def png() -> bytes:
    """tEXt, zTXt, iTXt, eXIf, iCCP, a private chunk, and bytes behind the end."""
    notes = PngInfo()
    notes.add_text("Author", SECRET)
    notes.add_text("Comment", SECRET * 40, zip=True)
    notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
    plain = saved(canvas(), "PNG", pnginfo=notes, exif=exif(), icc_profile=icc())
    private = chunk(b"tIME", struct.pack(">HBBBBB", 2019, 10, 13, 3, 12, 7)) + chunk(b"prVt", SECRET.encode())
    return plain[:33] + private + plain[33:] + SECRET.encode()


def gif() -> bytes:
    """A comment, an XMP block, and bytes behind the end."""
    plain = saved(canvas(), "GIF", comment=SECRET.encode())
    return plain[:-1] + b"\x21\xff\x0bXMP DataXMP" + bytes([len(XMP)]) + XMP + b"\0;" + SECRET.encode()


def webp() -> bytes:
    return saved(canvas(), "WEBP", exif=exif(), xmp=XMP, icc_profile=icc(), quality=95)


def avif() -> bytes:
    return saved(canvas(), "AVIF", exif=exif(), xmp=XMP, icc_profile=icc(), quality=95)


def animation(kind: str) -> bytes:
    """Three fields of 100, 200 and 300 ms that come round five times."""
    frames = [Image.new("RGB", (40, 30), colour) for colour in COLOURS]
    options = {"comment": SECRET.encode()} if kind == "GIF" else {"exif": exif(), "xmp": XMP}
    if kind == "PNG":
        options = {"exif": exif()}
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=5, **options)


PICTURES: dict[str, Callable[[], bytes]] = {"jpg": jpeg, "png": png, "gif": gif, "webp": webp, "avif": avif}


def empty_pdf(pages: int = 1) -> bytes:
    """A PDF that hides nothing."""
    writer = PdfWriter()
    for _number in range(pages):
        writer.add_blank_page(200, 200)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_writer() -> PdfWriter:
    """Everything that a PDF can tell about who made it, and everything in it that acts."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    writer.add_metadata(
        {"/Author": SECRET, "/Producer": SECRET, "/Creator": SECRET, "/CreationDate": f"D:2019{SECRET}"}
    )
    xmp = DecodedStreamObject()
    xmp.set_data(XMP)
    root = writer.root_object
    root[NameObject("/Metadata")] = writer._add_object(xmp)
    root[NameObject("/PieceInfo")] = named(Word=named(LastModified=SECRET, Private=SECRET))
    writer.add_attachment(f"{SECRET}.txt", SECRET.encode())
    script = named(S=NameObject("/JavaScript"), JS=f"app.alert('{SECRET}')")
    root[NameObject("/Names")][NameObject("/JavaScript")] = named(Names=["start", script])
    root[NameObject("/OpenAction")] = named(S=NameObject("/Launch"), F=f"C:/Users/{SECRET}/a.exe")
    page[NameObject("/AA")] = named(O=named(S=NameObject("/JavaScript"), JS=SECRET))
    note = writer.add_annotation(0, FreeText(text="Read this", rect=(20, 20, 90, 90)))
    for key in ("/T", "/M", "/NM"):
        note[NameObject(key)] = TextStringObject(SECRET)
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://example.org/"))
    writer.add_annotation(0, Link(rect=(0, 9, 9, 18), url=f"file:///C:/Users/{SECRET}/draft.docx"))
    page[NameObject("/Resources")] = named(XObject=named(Im0=writer._add_object(pdf_image())))
    return writer


def pdf() -> bytes:
    return written(pdf_writer())


def locked_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("", owner_password="x")
    return written(writer)


def pdf_image() -> EncodedStreamObject:
    """A photograph as a camera left it."""
    image = EncodedStreamObject()
    image._data = jpeg()
    facts = {
        "Subtype": NameObject("/Image"),
        "Filter": NameObject("/DCTDecode"),
        "ColorSpace": NameObject("/DeviceRGB"),
    }
    image.update(named(Type=NameObject("/XObject"), Width=60, Height=40, BitsPerComponent=8, **facts))
    return image


def named(**entries: object) -> DictionaryObject:
    """A PDF dictionary; strings become text, numbers numbers."""
    wrap: dict[type, Callable[[Any], Any]] = {
        str: TextStringObject,
        int: NumberObject,
        list: lambda items: ArrayObject(TextStringObject(item) if type(item) is str else item for item in items),
    }
    return DictionaryObject(
        {NameObject(f"/{key}"): wrap.get(type(value), lambda v: v)(value) for key, value in entries.items()}
    )


def traces(data: bytes, secret: str = SECRET) -> set[str]:
    """In which encodings a secret stands in some bytes, compressed parts included."""
    forms = {"utf-8": secret.encode(), "utf-16-be": secret.encode("utf-16-be"), "utf-16-le": secret.encode("utf-16-le")}
    forms |= {"hex": secret.encode().hex().encode(), "HEX": secret.encode().hex().upper().encode()}
    layers = [data, *inflated(data)]
    return {name for name, form in forms.items() for layer in layers if form in layer}


def inflated(data: bytes) -> list[bytes]:
    """Every zlib stream that begins anywhere in the data."""
    found = []
    for head in (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda"):
        at = data.find(head)
        while at >= 0:
            with suppress(zlib.error):
                found.append(zlib.decompressobj().decompress(data[at:]))
            at = data.find(head, at + 1)
    return found


def bomb_png(side: int = 9000) -> bytes:
    """A picture of 81 million pixels in a few kilobytes."""
    packed = zlib.compressobj(9)
    rows = b"".join(packed.compress(b"\0" * (1 + side // 8)) for _row in range(side)) + packed.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def vast_webp() -> bytes:
    """A header that promises 268 million pixels."""
    return b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0" + b"\x10\0\0\0" + b"\xff\x3f\0" * 2 + b"VP8 \0\0\0\0"


def vast_gif() -> bytes:
    """One pixel of screen and an image of four thousand million on it."""
    image = b"," + struct.pack("<HHHHB", 0, 0, 65535, 65535, 0) + b"\x02\x02\x4c\x01\0"
    return b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff" + image + b";"


def many_frames_gif() -> bytes:
    """A hundred thousand frames of one pixel."""
    frame = b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x4c\x01\0"
    return b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff" + frame * 100_000 + b";"


EXE = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" + b"\0" * 400
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
