"""Small PDF files with a text layer, for tests of their reader."""

import zlib


def pdf(pages: list[list[str]]) -> bytes:
    """Make a PDF of horizontal lines."""
    return made(
        [
            b"BT /F1 10 Tf 50 800 Td "
            + b" ".join(b"<%s> Tj 0 -14 Td" % _hex(line) for line in lines)
            + b" ET"
            for lines in pages
        ]
    )


def placed(pages: list[list[tuple[str, float, float]]], size: float = 10) -> bytes:
    """Make a PDF of words that each have their place: ``(words, x, y)``."""
    return made(
        [
            b"BT /F1 %d Tf " % size
            + b" ".join(b"1 0 0 1 %.1f %.1f Tm <%s> Tj" % (x, y, _hex(words)) for words, x, y in words)
            + b" ET"
            for words in pages
        ]
    )


def apart(pages: list[list[tuple[str, float, float]]]) -> bytes:
    """Make a PDF of words that each are a text object of their own, as word processors write the runs of a table."""
    return made(
        [
            b"\n".join(
                b"BT /F1 10 Tf 1 0 0 1 %.1f %.1f Tm <%s> Tj ET" % (x, y, _hex(words)) for words, x, y in page
            )
            for page in pages
        ]
    )


def _hex(words: str) -> bytes:
    return words.encode("utf-16-be").hex().encode()


def made(contents: list[bytes]) -> bytes:
    """Make a PDF with a page for each content; its font maps every code to itself (so that it has a text layer)."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    cmap = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
    mapping = add(b"<< /Length %d >> stream\n%s\nendstream" % (len(cmap), cmap))
    descendant = add(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>"
    )
    font = add(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>"
        % (descendant, mapping)
    )
    kids = []
    parent = len(objects) + 2 * len(contents) + 1
    for words in contents:
        packed = zlib.compress(words)
        content = add(b"<< /Length %d /Filter /FlateDecode >> stream\n%s\nendstream" % (len(packed), packed))
        kids.append(
            add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 %d 0 R >> >> /Contents %d 0 R >>"
                % (parent, font, content)
            )
        )
    add(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids)))
    catalog = add(b"<< /Type /Catalog /Pages %d 0 R >>" % parent)
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        catalog,
        start,
    )
