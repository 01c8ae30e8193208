"""Conversations to be given out, and a stamp for them."""

from datetime import UTC, datetime, timedelta, timezone

from desktop.chat.conversation import Ending, Message, ModelMark, Role, StoredMessage
from desktop.chat.labels import Label
from desktop.chat.lead import Lead, SamplingWish
from desktop.chat.whole import WholeConversation
from desktop.transfer.forms import Stamp

TOKYO = timezone(timedelta(hours=9))
MADE = datetime(2026, 11, 25, 20, 5, tzinfo=TOKYO)
MOMENT = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)         # the next morning in Tokyo
MARK = ModelMark("ab" * 32, "llm-jp-4 [8B]*", "llama")
NAMES = {
    Label.TOP_SECRET: "極秘", Label.SECRET: "秘", Label.INTERNAL: "社外秘", Label.GENERAL: "一般",
}  # fmt: skip
STAMP = Stamp(MADE, "0.1.0", lambda label: NAMES[label], lambda _context, source: source)

QUESTION = Message(Role.USER, "請求項1の\n*構成要件*は?")
ANSWER = Message(
    Role.ASSISTANT, "# 回答\n\n1. 電解質層", Ending.COMPLETE, MARK, (1, 2, 300_000), "middle", 2,
    "> 熟考\n次に", '{"seed": 7}', "簡潔に",
)  # fmt: skip
BROKEN_OFF = Message(Role.ASSISTANT, "途中", Ending.STOPPED, MARK)


def whole(label: Label = Label.INTERNAL, title: str = "応答案 #1\nの件") -> WholeConversation:
    """A question with two answers, of which the first is shown."""
    messages = (
        StoredMessage(11, 5, None, QUESTION, MOMENT),
        StoredMessage(12, 5, 11, ANSWER, MOMENT + timedelta(minutes=1)),
        StoredMessage(13, 5, 11, BROKEN_OFF, MOMENT + timedelta(minutes=2)),
    )
    lead = Lead("簡潔に。\n二行目", SamplingWish(temperature=0.5, top_k=3, stop=("終",)))
    return WholeConversation(title, MOMENT, MOMENT + timedelta(minutes=2), label, messages, 12, lead)
