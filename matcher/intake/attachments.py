"""Attachments as they come: which files are taken, and what is taken out of them.

What a file is, is told by its contents; its ending has to agree. Pictures are written anew, so
that nothing of where and by whom they were taken stays in them.
"""

import io
import re
import warnings
from pathlib import PurePosixPath
from typing import NamedTuple

import puremagic
from PIL import Image, ImageOps, UnidentifiedImageError

from features.language import mark
from matcher.errors import DataError

MEGABYTE = 2**20
LARGEST_PIXELS = 60_000_000  # a phone takes 50 million; beyond, opening it takes a gigabyte
_JPEG_QUALITY = 90

_ENDINGS = {
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/webp": ("webp",),
    "application/pdf": ("pdf",),
    "image/vnd.dxf": ("dxf",),
    "image/vnd.dwg": ("dwg",),
    "model/step": ("step", "stp"),
}
_IMAGES = ("image/jpeg", "image/png", "image/webp")
_SCANS = ("application/pdf", *_IMAGES)
# what each purpose takes, and up to how many megabytes
TAKEN: dict[str, tuple[tuple[str, ...], int]] = {
    "photo": (_IMAGES, 10),
    "certificate": (_SCANS, 10),
    "profile": (_SCANS, 10),
    "drawing": ((*_SCANS, "image/vnd.dxf", "image/vnd.dwg", "model/step"), 25),
}
# drawings that puremagic does not know, by how they start (ISO 10303-21, 5.1; AutoCAD DXF)
_STARTS = {
    "model/step": re.compile(rb"\s*ISO-10303-21\s*;"),
    "image/vnd.dxf": re.compile(rb"AutoCAD Binary DXF|\s*(999\s.*\s+)*0\s+SECTION\s+2\s"),
    "image/vnd.dwg": re.compile(rb"AC10\d\d\0"),
}
_BY_ENDING = {ending: type_ for type_, endings in _ENDINGS.items() for ending in endings}


class Checked(NamedTuple):
    """A file that may be kept: its plain name, media type and cleaned contents."""

    name: str
    type: str
    content: bytes


def check(what: str, name: str, content: bytes) -> Checked:
    """Check a file for a purpose (photo, certificate, profile, drawing), and clean a picture.

    Raises
    ------
    DataError
        When it is too large, of a kind that is not taken, or not what its ending says.
    """
    types, megabytes = TAKEN[what]
    name = _plain(name)
    if len(content) > megabytes * MEGABYTE:
        raise DataError(
            mark("{name}: {size} MB is too large; make it smaller than {most} MB"),
            name=name,
            size=f"{len(content) / MEGABYTE:.1f}",
            most=megabytes,
        )
    type_ = _type_of(content)
    if type_ == "image/heif":
        raise DataError(mark("{name}: HEIC cannot be shown; save it as JPEG"), name=name)
    if type_ not in types:
        endings = ", ".join(ending for one in types for ending in _ENDINGS[one])
        message = mark("{name}: such a file is not taken; send one of: {endings}")
        raise DataError(message, name=name, endings=endings)
    if _BY_ENDING.get(_ending(name)) != type_:
        raise DataError(
            mark("{name} does not hold what its ending says; rename it to end in .{ending}"),
            name=name,
            ending=_ENDINGS[type_][0],
        )
    return Checked(name, type_, _cleaned(name, type_, content) if type_ in _IMAGES else content)


def _plain(name: str) -> str:
    """Give a file name without folders and signs that no page should show."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(one for one in last if one.isprintable())[-120:] or "file"


def _ending(name: str) -> str:
    return name.rsplit(".", 1)[-1].casefold()


def _type_of(content: bytes) -> str:
    """Tell a media type by the contents; '' for one that nobody knows."""
    for type_, start in _STARTS.items():
        if start.match(content[:4096]):
            return type_
    try:
        found = puremagic.magic_string(content)
    except (puremagic.PureError, ValueError):  # ValueError: nothing in it
        return ""
    return str(found[0].mime_type) if found else ""


def _cleaned(name: str, type_: str, content: bytes) -> bytes:
    """Write a picture anew: upright, in its own format, without anything said beside it."""
    form = type_.removeprefix("image/").upper()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(content), formats=[form])
        if opened.width * opened.height > LARGEST_PIXELS:
            raise Image.DecompressionBombError
        upright = ImageOps.exif_transpose(opened)
        plain = upright.convert("RGBA") if upright.mode in ("P", "PA", "LA") else upright
    except Image.DecompressionBombError as error:
        message = mark("{name}: too many pixels; make it smaller than {most} million")
        raise DataError(message, name=name, most=LARGEST_PIXELS // 10**6) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise DataError(mark("{name}: the picture is damaged; save it again"), name=name) from error
    colours = plain.info.get("icc_profile")
    plain.info = {}  # Pillow writes a comment found here into the new file
    written = io.BytesIO()
    plain.save(written, form, quality=_JPEG_QUALITY, icc_profile=colours)
    return written.getvalue()
