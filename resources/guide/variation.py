"""How people really type: other endings, other words, missing signs, slips. The same for all questions."""

import random

JA_WORDS = (
    ("教えてください", ("教えて", "教えてほしい", "知りたいです", "説明してください", "お願いします")),
    ("教えて", ("おしえて", "知りたい", "教えてくれる")),
    ("何ですか", ("何でしょうか", "なんですか", "何", "なに", "何なの")),
    ("ですか", ("でしょうか", "なのですか", "なんですか", "ですかね", "？")),
    ("ますか", ("ますでしょうか", "ますかね", "るの", "ますか？")),
    ("できますか", ("できる", "できるの", "可能ですか", "できますでしょうか")),
    (
        "するには",
        (
            "するにはどうすればいいですか",
            "する方法は",
            "するにはどうするの",
            "したいのですが",
            "したい場合は",
        ),
    ),
    ("るには", ("る方法", "るにはどうすればよいですか", "るのはどうやるの", "りたい")),
    ("したい", ("したいです", "したいのですが", "したいんだけど")),
    ("たい", ("たいです", "たいのですが", "たいんですが")),
    ("とは", ("って何", "について", "の意味は", "とは？")),
    ("どうやって", ("どのように", "どう", "どうすれば")),
    ("会話", ("チャット", "トーク", "やり取り")),
    ("答え", ("回答", "返事", "返答")),
    ("回答", ("答え", "返答")),
    ("質問", ("問い", "メッセージ", "質問文")),
    ("端末", ("パソコン", "PC", "コンピューター", "マシン")),
    ("パソコン", ("PC", "端末", "コンピューター")),
    ("方法", ("やり方", "仕方", "手順")),
    ("削除", ("消去", "デリート")),
    ("変え", ("変更し", "かえ")),
    ("使え", ("利用でき", "つかえ")),
    ("必要", ("いる", "要る")),
    ("どこ", ("何処", "どのへん", "どこらへん")),
    ("なぜ", ("なんで", "どうして", "何故")),
    ("もっと", ("もう少し", "もうちょっと", "より")),
    ("あなた", ("君", "きみ", "あんた", "そちら")),
    ("ください", ("下さい", "くれますか", "ほしいです")),
    ("書い", ("かい", "入力し")),
    ("見", ("み",)),
)
JA_OPENINGS = (
    "すみません、",
    "あの、",
    "えっと",
    "質問です。",
    "ところで、",
    "ちょっと",
    "教えて。",
    "では、",
    "こんにちは。",
    "初歩的ですが、",
    "急ぎです。",
    "Hishoで",
    "このアプリで",
)
JA_ENDINGS = (
    "？",
    "?",
    "。",
    "！",
    "か",
    "？？",
    "。教えて",
    "、教えてください",
    "お願いします",
    "を知りたい",
    "かな",
    "の？",
    " ",
    "\n",
    "。よろしくお願いします。",
    "が分からない",
)

EN_WORDS = (
    (
        "How do I",
        (
            "How can I",
            "How to",
            "How would I",
            "How does one",
            "What is the way to",
            "how do you",
            "how can you",
        ),
    ),
    ("How can I", ("How do I", "How to", "Is there a way to")),
    ("What is", ("What's", "whats", "What exactly is", "Explain", "Define", "what is meant by")),
    ("What are", ("What're", "Tell me what are", "Which are")),
    ("Can I", ("May I", "Could I", "Is it possible to", "Am I able to")),
    ("Is there", ("Do you have", "Does Hisho have", "Is there perhaps")),
    ("I want to", ("I would like to", "I'd like to", "I need to", "Let me", "I wish to")),
    ("Where is", ("Where's", "Where can I find", "Where do I find")),
    ("Tell me about", ("Explain", "What about", "Describe", "Talk about")),
    ("Explain", ("Describe", "Please explain", "Tell me")),
    ("conversation", ("chat", "talk", "thread", "dialogue", "discussion")),
    ("answer", ("reply", "response", "output")),
    ("message", ("question", "prompt", "text")),
    ("machine", ("computer", "PC", "laptop")),
    ("computer", ("machine", "PC", "laptop")),
    ("delete", ("remove", "erase", "throw away")),
    ("change", ("alter", "modify", "set")),
    ("the app", ("Hisho", "the program", "this app", "it")),
    ("Hisho", ("the app", "hisho", "this program", "HISHO")),
    ("larger", ("bigger", "large", "big")),
    ("my ", ("the ", "our ")),
    ("show", ("display", "view")),
    ("cannot", ("can't", "can not", "am unable to")),
    ("do not", ("don't", "dont")),
    ("does not", ("doesn't", "doesnt")),
)
EN_OPENINGS = (
    "Please: ",
    "Excuse me, ",
    "Hi, ",
    "Can you tell me: ",
    "Quick question: ",
    "Well, ",
    "So, ",
    "Hello. ",
    "And ",
    "Sorry, ",
    "please tell me, ",
    "In Hisho, ",
)
EN_ENDINGS = (
    "",
    "?",
    "??",
    ".",
    " please",
    ", please?",
    " thanks",
    "!",
    " ",
    "\n",
    " Thank you.",
    " I wonder",
    " then?",
)

NEAR_KEYS = "qwertyuiopasdfghjklzxcvbnm"


def vary(question: str, language: str, rng: random.Random) -> str:
    """The question as another person might type it; often unchanged."""
    if rng.random() < 0.3:
        return question
    table, openings, endings = (
        (JA_WORDS, JA_OPENINGS, JA_ENDINGS) if language == "ja" else (EN_WORDS, EN_OPENINGS, EN_ENDINGS)
    )
    for word, others in table:
        if word in question and rng.random() < 0.3:
            question = question.replace(word, rng.choice(others), 1)
    if rng.random() < 0.3:
        question = question.rstrip("?？。. ") + rng.choice(endings)
    if rng.random() < 0.12:
        question = rng.choice(openings) + question
    if language == "en":
        question = _case(question, rng)
    if rng.random() < 0.15:
        question = _leave_out(question, language, rng)
    if rng.random() < 0.2:
        question = _slip(question, rng)
    return question


def _leave_out(question: str, language: str, rng: random.Random) -> str:
    """One English word or one Japanese particle less."""
    if language == "en":
        words = question.split(" ")
        if len(words) > 3:
            del words[rng.randrange(len(words) - 1)]
        return " ".join(words)
    particles = [at for at, character in enumerate(question) if character in "をはにがの、" and at]
    if not particles:
        return question
    at = rng.choice(particles)
    return question[:at] + question[at + 1 :]


def _case(question: str, rng: random.Random) -> str:
    chance = rng.random()
    if chance < 0.3:
        return question.lower()
    if chance < 0.34:
        return question.upper()
    return question


def _slip(question: str, rng: random.Random) -> str:
    """One or two characters lost, doubled, swapped or mistyped."""
    characters = list(question)
    for _ in range(1 if len(characters) < 12 else rng.randint(1, 2)):
        if len(characters) < 4:
            break
        at = rng.randrange(1, len(characters) - 1)
        kind = rng.randrange(4)
        if kind == 0:
            del characters[at]
        elif kind == 1:
            characters.insert(at, characters[at])
        elif kind == 2:
            characters[at], characters[at + 1] = characters[at + 1], characters[at]
        elif characters[at].isascii():
            characters[at] = rng.choice(NEAR_KEYS)
    return "".join(characters)
