"""The made-up firms that most of the ugly files list, and what each line of them must become."""

from typing import NamedTuple

from .outcome import Record


class Firm(NamedTuple):
    """A firm that does not exist, as a regional office would list it."""

    name: str
    place: str
    product: str
    workers: int


MAKERS = (
    Firm("UD Contoh Cor Satu", "Kab. Klaten", "blok rem", 12),
    Firm("CV Contoh Bubut Dua", "Kab. Tegal", "flensa", 25),
    Firm("PT Contoh Knalpot Tiga", "Kab. Purbalingga", "knalpot", 40),
    Firm("UD Contoh Las Empat", "Kab. Sidoarjo", "braket", 7),
    Firm("CV Contoh Pegas Lima", "Kab. Pasuruan", "per daun", 18),
)
HEADINGS = ("No", "Nama Perusahaan", "Kab/Kota", "Jenis Produk", "Tenaga Kerja")


def cells(number: int, maker: Firm) -> list[object]:
    """Give the cells of a firm under `HEADINGS`."""
    return [number, *maker]


def listed(makers: tuple[Firm, ...] = MAKERS) -> list[list[object]]:
    """Give the rows of a list with a running number."""
    return [cells(number, maker) for number, maker in enumerate(makers, 1)]


def records(maker: Firm) -> tuple[Record, Record]:
    """Give what a line of that list stands for."""
    firm = {"name": maker.name, "place": maker.place, "workers": maker.workers}
    return ("firm", firm), ("capability", {"product": maker.product})
