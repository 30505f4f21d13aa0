"""The same IKM as one wide sheet, the way a regional office keeps them."""

from event.capability_sheets import optimistic_capacity, stated_capacity
from event.catalogue import read
from event.chance import stream, tidy
from event.firm_sheets import Profile, Row
from event.writer import MAKER, Writer

MARKETS = ("lokal", "Jabodetabek", "pabrik di Karawang", "tier 2 otomotif", "proyek pemda",
           "toko onderdil", "Jawa dan Sumatera", "bengkel")  # fmt: skip
NO_CERTIFICATE = ("-", "belum ada", "tidak ada", "")


def _owner(writer: Writer) -> str:
    if writer.happens(0.5):
        return ""
    return "".join(f"{writer.rng.choice('ABDEHIKLMNRSTW')}." for _ in range(2))


def _capacity(writer: Writer, profile: Profile) -> str:
    part = next((p[0] for p in profile.families.values()), None)
    if part is None or profile.manner == "empty" or not writer.happens(0.75):
        return writer.rng.choice(["", "", "-", "sesuai pesanan"])
    pieces = optimistic_capacity(profile, part)
    if writer.happens(0.3):
        return f"{pieces:,.0f} pcs/bulan".replace(",", ".")
    if writer.happens(0.25):
        yearly = tidy(pieces * 12)
        return f"{yearly / 1000:g}rb pcs/th" if yearly >= 1000 else f"{yearly:.0f} pcs/th"
    text = stated_capacity(writer, pieces, part)
    return text.replace("/bulan", writer.rng.choice(["/bulan", "/bln"]))


def _machines(writer: Writer, profile: Profile) -> str:
    if profile.manner == "empty" or not profile.lists_machines:
        return ""
    listed = []
    for name, size in profile.plant.machines.items():
        if writer.happens(0.75):
            units = writer.rng.choice(["", "", " 2 unit", " (3)", " 1 bh"])
            listed.append(writer.machine(name, size) + units)
    return ", ".join(listed)


def _certificates(writer: Writer, certificates: list[Row]) -> str:
    held = [str(row["certificate"]) for row in certificates if row["status"] == "held"]
    return ", ".join(held) or writer.rng.choice(NO_CERTIFICATE)


def _investment(writer: Writer, workers: int) -> str:
    if not writer.happens(0.7):
        return ""
    millions = tidy(workers * writer.rng.uniform(15, 60))
    if millions >= 1000:
        return f"Rp {millions / 1000:g} M".replace(".", ",")
    return f"Rp {millions:.0f} juta"


def _contact(writer: Writer, profile: Profile) -> Row:
    streets = {row["sentra"]: row["streets"].split(";") for row in read("sentra")}
    number = int(profile.plant.plant_id[2:])
    street = writer.rng.choice(streets[profile.plant.sentra])
    town = profile.plant.sentra if writer.happens(0.5) else profile.place
    return {
        "pemilik": _owner(writer),
        "alamat": f"{street} {writer.rng.randint(1, 99)}",
        "kab/kota": town,
        "telp": f"0800-000-{number:04d}" if writer.happens(0.8) else "",
        "NIB": f"0000{number:04d}{writer.rng.randrange(10**5):05d}" if writer.happens(0.8) else "",
    }


def wide_row(seed: int, profile: Profile, capabilities: list[Row], certificates: list[Row]) -> Row:
    """One firm in one row, under the office's own headings."""
    rng = stream(seed, "regional", profile.plant.plant_id)
    writer = Writer(rng, MAKER, profile.writer.used)
    products = [str(row["product"]) for row in capabilities]
    workers = profile.plant.workers
    markets = writer.rng.sample(MARKETS, writer.rng.choice([1, 1, 2]))
    return {
        "nama perusahaan": profile.name,
        **_contact(writer, profile),
        "KBLI": ", ".join(profile.kbli),
        "jenis produk": writer.rng.choice([", ", ", ", " / ", "; ", " dan "]).join(products),
        "kapasitas produksi": _capacity(writer, profile),
        "tenaga kerja": f"{workers} orang" if writer.happens(0.3) else workers,
        "nilai investasi": _investment(writer, workers),
        "mesin": _machines(writer, profile),
        "sertifikat": _certificates(writer, certificates),
        "pemasaran": ", ".join(markets) if writer.happens(0.6) else "",
        "id": profile.plant.plant_id,
    }
