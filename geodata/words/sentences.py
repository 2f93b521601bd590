"""Labels within sentences, and sentences from labels."""


def uncapitalised(label: str) -> str:
    """A label within a sentence: its first letter small, and names in it as they are."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label


def capitalised(text: str) -> str:
    """A text as it begins a sentence."""
    return text[:1].upper() + text[1:]
