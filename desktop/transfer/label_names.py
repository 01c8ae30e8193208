"""The names of labels: the administrator's, otherwise those that are stamped on paper."""

from collections.abc import Mapping

from desktop.chat.labels import Label
from desktop.words import Language, Translate


def label_name(
    label: Label, given: Mapping[Label, tuple[str, str]], language: Language, translate: Translate
) -> str:
    """The name in this language; `given` has for some labels one in Japanese and one in English."""
    if label in given:
        japanese, english = given[label]
        return japanese if language == "ja" else english
    return {
        Label.TOP_SECRET: translate("LabelWords", "Top secret"),
        Label.SECRET: translate("LabelWords", "Secret"),
        Label.INTERNAL: translate("LabelWords", "Internal"),
        Label.GENERAL: translate("LabelWords", "General"),
    }[label]
