"""The numbers of printed kana: ロ is the second place below a 号, or the third, by the order that the text follows."""

from pirules.text.numerals import kana_orders

#: A list of kana goes no further than this.
_LONGEST_KANA = 20


def kana_number(label: str, *, iroha: bool) -> str:
    """Return the number of a printed subitem label: ``ロ`` gives ``"2"``, ``イ(3)`` ``"1.3"``; unknown labels stay."""
    head, _, tail = label.partition("(")
    orders = kana_orders(head)
    value = orders.get("iroha" if iroha else "aiueo", orders.get("abc"))
    if value is None:
        return label
    if value > _LONGEST_KANA:
        value = min(orders.values())  # ロ is no label of アイウ, ウ none of イロハ
    inner = tail.rstrip(")")
    if not inner:
        return str(value)
    lower = kana_orders(inner)
    deeper = inner if inner.isdecimal() else str(lower.get("aiueo", lower.get("abc", inner)))
    return f"{value}.{deeper}"
