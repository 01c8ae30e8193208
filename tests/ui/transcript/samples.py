"""Texts that the transcript tests and the bench show."""

import random

from PySide6.QtGui import QColor, QImage

from desktop.chat.conversation import Ending, Role
from desktop.chat.transcript import TranscriptEntry

DEMANDING = """## 1. 結論

請求項1に係る発明は、引用文献1に記載された発明に対して**「相違点1(固体電解質層の厚み)」**を有し、当該相違点は\
当業者が容易に想到し得たものではありません。理由は次のとおりです。

| 構成要件 | 本願請求項1 | 引用文献1 | 判断 |
|:---|:---|:---|:-:|
| A | 正極活物質層と負極活物質層とを備える | 段落[0023]に同一の構成 | 一致 |
| B | 硫化物系固体電解質を含む固体電解質層 | 段落[0031]「硫化物ガラス」 | 一致 |
| C | 厚みが5µm以上20µm以下 | 段落[0045]「**50µm以上**が好ましい」 | **相違** |

### 1.1 阻害要因の主張

1. 引用文献1は、短絡防止のために厚みを**50µm以上**とすることを要件としている。
   - 段落[0047]では、30µm未満の比較例2で短絡が発生したと記載されている。
   - したがって、薄膜化には[阻害要因](https://example.com/criteria)がある。
2. 本願の効果(容量維持率の約15%向上)は、引用文献1から予測し得ない。

> 審査基準 第III部第2章第2節 3.2.2「阻害要因」を参照。~~旧基準~~は*使わない*。

確認用のスクリプトです。

```python
def retention(q: list[float]) -> float:
    \"\"\"容量維持率 [%] を返す\"\"\"
    return 100.0 * q[-1] / q[0]   # 100サイクル後
```

$$
\\eta = \\frac{Q_{100}}{Q_1} \\times 100
$$

なお、`Li6PS5Cl`の組成比 $x = 0.2$ については、\
明細書の段落[0052]の記載と**整合しない**箇所があるため、補正前に確認が必要です。
"""

QUESTION = """引用文献1(特開2019-123456)に対する進歩性の反論を、構成要件ごとの対比表つきでまとめてください。
請求項1の「前記固体電解質層の厚みが5µm以上20µm以下」が相違点になるはずです。"""

_WORDS = (
    "本発明は、", "固体電解質層の", "厚みが", "**「短絡」**を", "抑制することを", "特徴とする。",
    "引用文献1には、",
    "`Li6PS5Cl`の", "記載がなく、", "当業者が", "容易に想到し得た", "ものではない。", "容量維持率は",
    "94.2%であり、", "顕著な効果を奏する。",
)


def essay(length: int, seed: int = 1) -> str:
    """A mixed answer of about this many characters: paragraphs, lists, now and then a table or code."""
    pick = random.Random(seed)
    parts: list[str] = []
    size = 0
    while size < length:
        sentence = "".join(pick.choices(_WORDS, k=pick.randint(6, 18)))
        kind = pick.random()
        if kind < 0.6:
            part = sentence
        elif kind < 0.85:
            part = "\n".join(f"- {''.join(pick.choices(_WORDS, k=5))}" for _ in range(pick.randint(2, 6)))
        elif kind < 0.9:
            part = f"### {sentence[:20]}"
        elif kind < 0.95:
            rows = "\n".join(f"| {n} | {''.join(pick.choices(_WORDS, k=2))} | 一致 |" for n in range(5))
            part = f"| 番号 | 構成 | 判断 |\n|---|---|---|\n{rows}"
        else:
            part = "```python\nfor cycle in range(100):\n    print(retention(cycle))   # 容量維持率\n```"
        parts.append(part)
        size += len(part) + 2
    return "\n\n".join(parts)[:length]


def entry(
    message_id: int, text: str, role: Role = Role.ASSISTANT, ending: Ending = Ending.COMPLETE
) -> TranscriptEntry:
    """A message without alternatives."""
    name = "案内モデル" if role is Role.ASSISTANT else ""
    return TranscriptEntry(message_id, role, text, ending, 1, 1, name)


def talk(messages: int, length: int = 700) -> tuple[TranscriptEntry, ...]:
    """A conversation of so many messages, questions and answers in turn."""
    return tuple(
        entry(n + 1, f"{n}: {QUESTION}", Role.USER) if n % 2 == 0 else entry(n + 1, essay(length, n))
        for n in range(messages)
    )


def has_colour(image: QImage, colour: str) -> bool:
    wanted = QColor(colour).rgb()
    return any(
        image.pixel(x, y) == wanted for y in range(0, image.height(), 2) for x in range(0, image.width(), 2)
    )
