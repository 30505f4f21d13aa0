"""Which files are taken as attachments, and what is taken out of a picture."""

import io
import struct
import zlib

import pytest
from PIL import Image

from matcher.errors import DataError
from matcher.intake.attachments import MEGABYTE, check

GPS, ORIENTATION, ARTIST = 0x8825, 0x0112, 0x013B
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(200)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(100)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
DWG = b"AC1027\x00\x00\x00\x00" + bytes(100)
DXF = b"  0\r\nSECTION\r\n  2\r\nHEADER\r\n  0\r\nENDSEC\r\n  0\r\nEOF\r\n"
DXF_NOTED = b"999\nmade by hand\n  0\nSECTION\n  2\nENTITIES\n  0\nEOF\n"
STEP = b"ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\nENDSEC;\nEND-ISO-10303-21;\n"


def picture(form, size=(4, 2), **more):
    written = io.BytesIO()
    Image.new("RGB", size, "red").save(written, form, **more)
    return written.getvalue()


def told_of_place():
    """What a phone writes: upright by turning it, who took it and where."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[ARTIST] = 6, "Ani Pemilik"
    exif[GPS] = {1: "S", 2: (7.0, 42.0, 11.0), 3: "E", 4: (110.0, 36.0, 5.0)}
    return exif


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_photo_is_turned_upright_and_says_nothing_of_place_or_person(form):
    before = picture(form, exif=told_of_place())
    assert b"Ani Pemilik" in before

    done = check("photo", f"a.{form.lower()}", before)

    after = Image.open(io.BytesIO(done.content))
    assert (after.size, after.format, dict(after.getexif())) == ((2, 4), form, {})
    assert b"Ani Pemilik" not in done.content


def test_comment_and_text_beside_a_picture_are_dropped():
    done = check("photo", "a.jpg", picture("JPEG", comment=b"di rumah Ani"))

    assert b"rumah" not in done.content


def test_transparent_picture_stays_so():
    written = io.BytesIO()
    paletted = Image.new("P", (2, 2), 0)
    paletted.save(written, "PNG", transparency=0)

    done = check("photo", "logo.png", written.getvalue())

    assert Image.open(io.BytesIO(done.content)).convert("RGBA").getpixel((0, 0))[3] == 0


@pytest.mark.parametrize(
    ("what", "name", "content", "type_"),
    [
        ("certificate", "ISO 9001.PDF", PDF, "application/pdf"),
        ("profile", "profil.pdf", PDF, "application/pdf"),
        ("drawing", "a.dwg", DWG, "image/vnd.dwg"),
        ("drawing", "a.dxf", DXF, "image/vnd.dxf"),
        ("drawing", "b.dxf", DXF_NOTED, "image/vnd.dxf"),
        ("drawing", "a.stp", STEP, "model/step"),
        ("drawing", "a.STEP", STEP, "model/step"),
        ("drawing", "a.pdf", PDF, "application/pdf"),
    ],
)
def test_file_is_taken_as_it_is(what, name, content, type_):
    assert check(what, name, content) == (name, type_, content)


@pytest.mark.parametrize(
    ("what", "name", "content", "said"),
    [
        ("photo", "a.heic", HEIC, "a.heic: HEIC cannot be shown; save it as JPEG"),
        ("photo", "a.jpg", HEIC, "a.jpg: HEIC cannot be shown; save it as JPEG"),
        ("photo", "a.svg", SVG, "a.svg: such a file is not taken; send one of: jpg,"),
        ("profile", "a.html", HTML, "a.html: such a file is not taken"),
        ("profile", "a.pdf", HTML, "a.pdf: such a file is not taken"),
        ("drawing", "a.exe", EXE, "a.exe: such a file is not taken"),
        ("drawing", "a.dwg", EXE, "a.dwg: such a file is not taken"),
        ("photo", "a.pdf", PDF, "a.pdf: such a file is not taken; send one of: jpg, jpeg, png"),
        ("certificate", "a.dwg", DWG, "a.dwg: such a file is not taken"),
        ("certificate", "a.pdf", b"", "a.pdf: such a file is not taken"),
        ("certificate", "a.txt", b"just words", "a.txt: such a file is not taken"),
        ("certificate", "a.jpg", PDF, "a.jpg does not hold what its ending says; rename it"),
        ("certificate", "a", PDF, "a does not hold what its ending says; rename it"),
        ("photo", "a.png", picture("PNG")[:40], "a.png: the picture is damaged; save it again"),
        ("photo", "a.jpg", picture("JPEG")[:-200], "a.jpg: the picture is damaged; save it again"),
    ],
)
def test_file_that_is_not_taken_is_refused_in_one_line(what, name, content, said):
    with pytest.raises(DataError) as refused:
        check(what, name, content)

    assert str(refused.value).startswith(said)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("what", "most"), [("certificate", 10), ("drawing", 25)])
def test_file_is_taken_up_to_its_size_and_not_a_byte_more(what, most):
    full = PDF + bytes(most * MEGABYTE - len(PDF))

    assert check(what, "a.pdf", full).content == full
    with pytest.raises(DataError, match=f"too large; make it smaller than {most} MB"):
        check(what, "a.pdf", full + b"x")


@pytest.mark.parametrize("side", [8_000, 60_000])
def test_picture_that_unpacks_to_gigabytes_is_refused_unopened(side):
    """A PNG whose header names so many pixels, in a few bytes."""

    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(99)))
    bomb += chunk(b"IEND", b"")

    with pytest.raises(DataError, match=r"a.png: too many pixels; make it smaller than 60 million"):
        check("photo", "a.png", bomb)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/profil.pdf", "profil.pdf"),
        ("C:\\Users\\ani\\profil.pdf", "profil.pdf"),
        ("pro\nfil\x00.pdf", "profil.pdf"),
    ],
)
def test_name_of_a_file_loses_its_folders(given, kept):
    assert check("profile", given, PDF).name == kept
