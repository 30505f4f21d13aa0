"""Wording: the words by which headings, totals, notes and signatures of a sheet are told."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from matcher.intake.sheets import Cell

_HEADING_WORDS = """
    no nomor nr num number id kode code nama name names perusahaan ikm umkm usaha firm company
    supplier pemasok pembeli buyer industri industry sektor sector pemilik owner pimpinan direktur
    penanggung jawab alamat address jalan desa kelurahan kecamatan kec kab kabupaten kota city
    provinsi prov province regency region place lokasi location telp telepon tlp tel phone hp wa
    whatsapp kontak contact email e mail surel website web situs nib npwp nik ktp kbli izin siup
    iui tdp legalitas badan hukum bentuk jenis tipe type produk product products komponen component
    part parts barang komoditas utama main kapasitas capacity produksi production satuan unit units
    uom tenaga kerja tk karyawan pekerja workers employees investasi investment nilai value aset
    omzet omset turnover modal mesin machine machines peralatan equipment alat sertifikat
    sertifikasi certificate certificates certification standar pemasaran market markets pasar
    wilayah daerah area bahan baku material materials proses process spesifikasi spec specification
    volume jumlah qty quantity amount total berat weight massa panjang length lebar width tinggi
    height tebal thickness diameter dimensi dimension ukuran size toleransi tolerance harga price
    target tempo pembayaran payment term terms lead time waktu kirim pengiriman delivery tanggal
    date tgl tahun year bulan month hari day jam mulai selesai start end from to until sampai dari
    status keterangan ket catatan note notes remark remarks peserta participant peran role jabatan
    position hadir attendance wewenang berwenang memutuskan hasil outcome result langkah step
    pertemuan meeting ingin bertemu wish kebutuhan need needs dibutuhkan dukungan support per
    pcs ton kg laki perempuan l p lk pr sentra kelompok group kategori category grade moq nomer
    urut drawing gambar tooling cetakan moulding sumber source berdiri didirikan est lama baru
    pendidikan umur usia kelamin lahir lat lon lng latitude longitude latitud koordinat slot meja
    table sesi session acara event organisasi instansi institution skala scale merek merk brand
    """.split()  # noqa: SIM905 - a list of 250 words is read as text
_KNOWN = frozenset(_HEADING_WORDS)
_STRONG = {"no", "nomor", "nama", "jenis", "jumlah", "alamat", "tanggal", "nilai", "kode", "status"}
_LEGAL = re.compile(r"\b(?:pt|cv|ud|pd|koperasi|toko|fa)\b[. ]+\w", re.I)
_LEGAL_BEHIND = re.compile(r",\s*(?:PT|CV|UD|PD|Fa|Koperasi)\b\.?\s*$", re.I)
_NUMBER = re.compile(r"\s*(?:rp\.?|idr|usd|\$)?\s*[-+(]?\d[\d.,\s%)]*(?:e[+-]?\d+)?\s*", re.I)
_MEASURE = re.compile(r"\s*(?:rp\.?|idr|usd|\$)?\s*[-+(]?\d[\d.,%)]*\s*[^\W\d]{0,10}\.?\s*", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 80  # letters in a heading

_TOTALS = r"(?:(?:sub|grand) ?)?(?:jumlah|jml|total|rata rata|average|sum)"
_TOTAL = re.compile(
    _TOTALS + r"(?: (?:jumlah|total|semua|keseluruhan|seluruhnya|seluruh|umum|ikm|umkm|perusahaan"
    r"|unit|usaha|firms?|companies|rows|data|halaman|ini|akhir|\d+|i{1,3}|iv|v|a|b|c|d))*"
)
_TOTAL_OF = re.compile(_TOTALS + r"\b.*")
_NOTE = re.compile(
    r"(?:catatan|keterangan|ket|sumber|sumber data|source|notes?|n\.?b|mengetahui|menyetujui"
    r"|disetujui|dibuat|diperiksa|disusun|yang membuat|hormat kami|plt|plh|pembina|penata|n\.?i\.?p"
    r"|ttd|tanda tangan|a\.n|an\.|data per|data diolah|data sementara|dicetak|diolah|printed"
    r"|halaman|page|hal\.|kepala (?:dinas|bidang|seksi|kantor|sub|upt|uptd|badan|balai))(?!\w)"
    r"|\*|\({1,2}[ ._\u2026]*\)|[._\u2026]{4,}",
    re.I,
)
_MONTHS = "jan|feb|mar|apr|mei|may|jun|jul|agu|aug|sep|okt|oct|nov|des|dec"
_SIGNED = re.compile(
    rf"[^\W\d][\w .]{{1,30}},\s*(?:\d{{1,2}}|[._\u2026 ]*)\s*(?:{_MONTHS})\w*", re.I
)
_SECTION = re.compile(
    r"(?:[A-Z]|[IVX]{1,5})[.)]\s*\S|(?:kabupaten|kab\.|kota|kecamatan|kec\.|provinsi|sentra|wilayah"
    r"|kelompok|bagian)\s",
    re.I,
)
_TITLE = re.compile(
    r"(?:data|daftar|laporan|rekap\w*|tabel|lampiran|formulir|list of|table)\b", re.I
)
_RUNNING = re.compile(r"(?:no|nomor|nomer|nr|num|number|no urut|nomor urut|urut)")
_FIRM = re.compile(
    r"(?:nama (?:lengkap |badan |unit )?)?(?:perusahaan|ikm|umkm|usaha|industri|pemasok|pembeli"
    r"|firm|company|supplier|buyer|organisasi)(?: (?:nama|name|ikm|umkm|industri))*|nama|name"
)


def plain(text: object) -> str:
    """Give the words alone, without what stands in parentheses: 'No. Telp (WA)' is 'no telp'."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"\([^)]*\)", " ", str(text).lower())))


def is_number(cell: Cell) -> bool:
    """Tell a number, date or truth value, also one that CSV gives as text."""
    if isinstance(cell, str):
        return bool(_NUMBER.fullmatch(cell))
    return isinstance(cell, int | float | date | datetime | time)


def is_heading(cell: Cell) -> bool:
    """Tell a cell whose words are those of headings and of nothing else."""
    if not isinstance(cell, str) or len(cell) > _LONGEST or _is_firm(cell):
        return False
    words = plain(cell).split()
    known = sum(word in _KNOWN for word in words)
    strong = bool(words) and words[0] in _STRONG and len(words) <= 6
    return known > len(words) / 2 or (strong and not re.search(r"\d", cell))


def _is_firm(cell: str) -> bool:
    """Tell a firm by its legal form, before or behind its name."""
    return bool(_LEGAL.match(cell) or _LEGAL_BEHIND.search(cell))


def may_head(cell: Cell) -> bool:
    """Tell a cell that could be a heading: a short text without a firm's legal form, or a year."""
    if is_number(cell):
        return bool(_YEAR.fullmatch(str(cell)))
    return isinstance(cell, str) and len(cell) <= _LONGEST and not _is_firm(cell)


def are_headings(cells: Sequence[Cell]) -> bool:
    """Tell a row of headings: at least two that are known, most of them known, none a number."""
    filled = [cell for cell in cells if cell != ""]
    known = sum(map(is_heading, filled))
    return known >= 2 and known > len(filled) / 2 and all(map(may_head, filled))


def are_column_numbers(cells: Sequence[Cell]) -> bool:
    """Tell the row 1 2 3 4 ... that some offices put under the header, also as (1) (2) (3)."""
    filled = [str(cell).strip("() .") for cell in cells if cell != ""]
    return len(filled) > 2 and filled == [str(i) for i in range(1, len(filled) + 1)]


def is_total(label: Cell, others: Sequence[Cell]) -> bool:
    """Tell a total by its label and by having but figures beside it."""
    if not isinstance(label, str):
        return False
    texts = [c for c in others if not is_number(c) and not _MEASURE.fullmatch(str(c))]
    words = " ".join(re.findall(r"[^\W_]+", label.lower()))
    if _TOTAL.fullmatch(words):
        return len(texts) < 2
    return bool(_TOTAL_OF.fullmatch(words)) and len(others) > 0 and not texts


def is_note(cell: Cell) -> bool:
    """Tell a source, a remark or a part of a signature block."""
    return isinstance(cell, str) and bool(_NOTE.match(cell) or _SIGNED.match(cell))


def is_section(cell: Cell) -> bool:
    """Tell the heading of a group of lines: 'A. KABUPATEN TEGAL', 'Kecamatan Adiwerna'."""
    return isinstance(cell, str) and bool(_SECTION.match(cell)) and not _LEGAL.match(cell)


def is_title(cell: Cell) -> bool:
    """Tell the title of a table: 'DAFTAR IKM LOGAM', 'Rekap 2025'."""
    return isinstance(cell, str) and bool(_TITLE.match(cell))


def is_example(cell: Cell) -> bool:
    """Tell the line of a template that only shows how to fill it."""
    return isinstance(cell, str) and plain(cell) in ("contoh", "example")


def is_running_number(heading: str) -> bool:
    """Tell the column that counts the lines: 'No', 'No. Urut', '#'."""
    return heading.strip() == "#" or bool(_RUNNING.fullmatch(plain(heading)))


def is_firm(heading: str) -> bool:
    """Tell the column that names whom a line is about."""
    return bool(_FIRM.fullmatch(plain(heading)) or _FIRM.fullmatch(plain(heading.split(" / ")[-1])))
