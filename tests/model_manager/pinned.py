"""What the record of pinned files says, written down a second time: a slip in the catalogue shows here."""

Pinned = tuple[str, str, tuple[tuple[str, int, str], ...]]

PINNED: tuple[Pinned, ...] = (
    ("mmnga/sarashina2.2-0.5b-instruct-v0.1-gguf", "5c71186a7a57b8c0325dec70ba2f295303effcd8", (
        ("sarashina2.2-0.5b-instruct-v0.1-Q8_0.gguf", 845_363_072, ""),
    )),
    ("mmnga/sarashina2.2-1b-instruct-v0.1-gguf", "cd8b02dcc14f38a5101171f304ab269d514fafd4", (
        ("sarashina2.2-1b-instruct-v0.1-Q8_0.gguf", 1_498_333_056, ""),
        ("sarashina2.2-1b-instruct-v0.1-Q4_K_M.gguf", 0, ""),
    )),
    ("mmnga/sarashina2.2-3b-instruct-v0.1-gguf", "31d771319b04032f33e0d9d860f3984ea4812154", (
        (
            "sarashina2.2-3b-instruct-v0.1-Q4_K_M.gguf", 2_066_390_112,
            "d96f4d98eb528df26e8bc09ab81a1d165be4fce67616739e65980bed9038f0f2",
        ),
        ("sarashina2.2-3b-instruct-v0.1-Q8_0.gguf", 3_568_393_312, ""),
    )),
    ("mmnga/llm-jp-3-980m-instruct3-gguf", "5966bc9958a7d313da9b8cb4679cfdf6814b6d42", (
        ("llm-jp-3-980m-instruct3-Q8_0.gguf", 1_054_638_240, ""),
    )),
    ("mmnga/llm-jp-3-1.8b-instruct3-gguf", "d908906be3bed7681e4d7269f5c441ea91d2fd56", (
        ("llm-jp-3-1.8b-instruct3-Q8_0.gguf", 1_987_023_136, ""),
    )),
    ("mmnga/llm-jp-3.1-1.8b-instruct4-gguf", "14ddbab20c68d8befdced79bd9daa3d7a1a29376", (
        (
            "llm-jp-3.1-1.8b-instruct4-Q4_K_M.gguf", 1_164_239_136,
            "e442e3985ba1afd10700e04df2887f81e4c6075f144400d927e7f7d992501632",
        ),
        ("llm-jp-3.1-1.8b-instruct4-Q8_0.gguf", 1_987_023_136, ""),
    )),
    ("mmnga/llm-jp-3-3.7b-instruct3-gguf", "7edef5a4f094ec8c1aed1e196c6a544675efbc2f", (
        ("llm-jp-3-3.7b-instruct3-Q8_0.gguf", 4_022_249_856, ""),
    )),
    ("mmnga-o/llm-jp-4-8b-instruct-gguf", "7ae4da12cee2f109509cb8e1d01cf8a0f1a5fbc1", (
        ("llm-jp-4-8b-instruct-Q8_0.gguf", 9_132_708_384, ""),
    )),
    ("mmnga-o/Qwen3-Swallow-8B-RL-v0.2-gguf", "3fc755c6ab3780ebad6671130fc1b630bbd1575b", (
        ("Qwen3-Swallow-8B-RL-v0.2-Q8_0.gguf", 8_709_519_968, ""),
    )),
    ("mmnga/Llama-3.1-Swallow-8B-Instruct-v0.5-gguf", "dc00f584312c641eb7af415f7f44bcc4487350cb", (
        (
            "Llama-3.1-Swallow-8B-Instruct-v0.5-Q4_K_M.gguf", 4_920_736_064,
            "6da177cee6797ad8f67cdaf6fac5d52818cc0582c7b0779c5c50ef419ca0b088",
        ),
        ("Llama-3.1-Swallow-8B-Instruct-v0.5-Q8_0.gguf", 8_540_772_672, ""),
    )),
    ("mmnga/Llama-3-ELYZA-JP-8B-gguf", "1a5f8f625074ccb91568fa858402dc43c5170856", (
        ("Llama-3-ELYZA-JP-8B-Q8_0.gguf", 8_540_770_592, ""),
    )),
    ("SakanaAI/TinySwallow-1.5B-Instruct-GGUF", "38c003aaf8be9d17af11dece1fbabeb873c567fa", (
        ("tinyswallow-1.5b-instruct-q8_0.gguf", 1_646_573_920, ""),
    )),
    ("mmnga/RakutenAI-2.0-mini-instruct-gguf", "9bd2900dd7bff11c248fb510d4297b3a88817b76", (
        ("RakutenAI-2.0-mini-instruct-Q8_0.gguf", 1_631_976_352, ""),
    )),
    ("mradermacher/RakutenAI-7B-chat-GGUF", "d118d842e84cd542a48c6a89464d95b98d37e4e7", (
        ("RakutenAI-7B-chat.Q8_0.gguf", 7_835_496_736, ""),
    )),
    ("mmnga/tokyotech-llm-Swallow-MS-7b-instruct-v0.1-gguf", "cb9ab1c831cfdb8f56371f0ba94806df0fabd518", (
        ("tokyotech-llm-Swallow-MS-7b-instruct-v0.1-Q8_0.gguf", 7_790_109_536, ""),
    )),
    ("mradermacher/shisa-v2.1-llama3.2-3b-GGUF", "b8cb9e4b9c90657829c0547f091e591a3d24849c", (
        ("shisa-v2.1-llama3.2-3b.Q8_0.gguf", 3_421_900_096, ""),
    )),
    ("mradermacher/shisa-v2.1-qwen3-8b-GGUF", "9b9187f69adca28b8e2b9490b2c151fcb85c0df6", (
        ("shisa-v2.1-qwen3-8b.Q8_0.gguf", 8_709_519_392, ""),
    )),
    ("mmnga-o/CAT-Thinking-8B-gguf", "d1747e658749aa7a67858914f0a60a2364172c2b", (
        ("CAT-Thinking-8B-Q8_0.gguf", 8_709_518_944, ""),
    )),
    ("mmnga-o/CAT-Translate-0.8b-gguf", "c770a1944b55223ccbe766c770882c30c9866445", (
        ("CAT-Translate-0.8b-Q8_0.gguf", 845_363_136, ""),
    )),
    ("mmnga-o/CAT-Translate-1.4b-gguf", "fe0ab30f267cd976a4f03d218defa6151af88b87", (
        ("CAT-Translate-1.4b-Q8_0.gguf", 1_498_333_088, ""),
    )),
    ("LiquidAI/LFM2.5-1.2B-JP-202606-GGUF", "8c74801fdfe71394c59d3f519b86de305ff49f00", (
        ("LFM2.5-1.2B-JP-202606-Q4_K_M.gguf", 0, ""),
        ("LFM2.5-1.2B-JP-202606-Q4_0.gguf", 0, ""),
    )),
)
