"""Chat templates of the domestic models' families, written for tests after the documented formats."""

CHATML_THINKING = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n"
    "{% if m.role == 'assistant' and '</think>' in m.content %}{{ m.content.split('</think>')[-1] }}"
    "{% else %}{{ m.content }}{% endif %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if enable_thinking is defined and enable_thinking is false %}<think>\n\n</think>\n\n{% endif %}"
    "{% endif %}"
)
CHATML_OPENED = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{{ '<|im_start|>assistant\n<think>\n' }}"
)
CHATML_CLOSED = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{{ '<|im_start|>assistant\n' + ('<think>' if thinking is defined and thinking else '</think>') }}"
    "{% if thinking %}{% endif %}"
)
HARMONY = (
    "<|start|>system<|message|>You are {{ 'LLM-jp-4' if llm_jp is undefined }}, a model.\n"
    "Knowledge cutoff: 2025-12\nReasoning: {{ reasoning_effort or 'medium' }}\n\n"
    "# Valid channels: analysis, commentary, final. Channel must be included for every message.<|end|>"
    "{% for m in messages %}"
    "{% if m.role == 'assistant' %}<|start|>assistant<|channel|>final<|message|>{{ m.content }}<|end|>"
    "{% else %}<|start|>{{ 'developer' if m.role == 'system' else m.role }}<|message|>{{ m.content }}<|end|>"
    "{% endif %}{% endfor %}{% if add_generation_prompt %}<|start|>assistant{% endif %}"
)
SARASHINA = (
    "{% set own = messages | selectattr('role', 'in', ['system', 'user', 'assistant']) | list %}"
    "{% for m in own %}{{ '<|' + m.role + '|>' + m.content + eos_token }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}"
)
LLM_JP_3 = (
    "{{ bos_token }}{% for m in messages %}"
    "{% if m.role == 'user' %}{{ '\n\n### 指示:\n' + m.content }}"
    "{% elif m.role == 'system' %}{{ m.content }}"
    "{% else %}{{ '\n\n### 応答:\n' + m.content + eos_token }}{% endif %}"
    "{% if loop.last and add_generation_prompt %}{{ '\n\n### 応答:\n' }}{% endif %}{% endfor %}"
)
LLAMA_3 = (
    "{% for m in messages %}{% set said = '<|start_header_id|>' + m.role + '<|end_header_id|>\n\n' "
    "+ m.content | trim + '<|eot_id|>' %}{{ bos_token + said if loop.first else said }}{% endfor %}"
    "{% if add_generation_prompt %}<|start_header_id|>assistant<|end_header_id|>\n\n{% endif %}"
)
TWICE_BEGUN = "{{ bos_token }}" + LLAMA_3   # as Swallow v0.5 does
RAKUTEN = (
    "{{ bos_token }}A chat between a curious user and an artificial intelligence assistant. "
    "The assistant gives helpful, detailed, and polite answers to the user's questions."
    "{% for m in messages %}{% if m.role == 'user' %} USER: {{ m.content }}"
    "{% elif m.role == 'assistant' %} ASSISTANT: {{ m.content }}{{ eos_token }}"
    "{% else %} {{ m.content }}{% endif %}{% endfor %}{% if add_generation_prompt %} ASSISTANT:{% endif %}"
)
SWALLOW_MS = (
    "{{ bos_token }}{% for m in messages %}{% if m.role == 'system' %}{% set ns = m.content %}"
    "[INST] <<SYS>>\n{{ ns }}\n<</SYS>>\n\n"
    "{% elif m.role == 'user' %}{% if loop.index0 > 1 %}[INST] {% endif %}{{ m.content }} [/INST] "
    "{% else %}{{ m.content }}{{ eos_token }}{% endif %}{% endfor %}"
)
PLAMO_TRANSLATE = (
    "<|plamo:op|>dataset\ntranslation\n{% for m in messages %}"
    "{% if m.role == 'user' %}<|plamo:op|>input lang=English\n{{ m.content }}\n"
    "<|plamo:op|>output lang=Japanese\n{% elif m.role == 'assistant' %}{{ m.content }}\n"
    "{% else %}{{ m.content }}\n{% endif %}{% endfor %}"
)
GEMMA_2 = (
    "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('no system role') }}"
    "{% endif %}{% for m in messages %}"
    "<start_of_turn>{{ 'model' if m.role == 'assistant' else m.role }}\n"
    "{{ m['content'] | trim }}<end_of_turn>\n{% endfor %}{{ '<start_of_turn>model\n' }}"
)
COMMAND_R = (
    "{{ bos_token }}{% for m in messages %}<|START_OF_TURN_TOKEN|>"
    "<|{{ {'user': 'USER', 'system': 'SYSTEM', 'assistant': 'CHATBOT'}[m.role] }}_TOKEN|>"
    "{{ m.content }}<|END_OF_TURN_TOKEN|>{% endfor %}<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>"
)

CHATML_MARKS = ("<|im_start|>", "<|im_end|>", "<|endoftext|>")
HARMONY_MARKS = (
    "<|start|>", "<|channel|>", "<|message|>", "<|constrain|>", "<|end|>", "<|return|>", "<|call|>"
)
LLAMA_3_MARKS = ("<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>")
GEMMA_MARKS = ("<start_of_turn>", "<end_of_turn>")
COMMAND_R_MARKS = (
    "<|START_OF_TURN_TOKEN|>", "<|END_OF_TURN_TOKEN|>", "<|USER_TOKEN|>", "<|SYSTEM_TOKEN|>",
    "<|CHATBOT_TOKEN|>",
)
ROLE_MARKS = ("<|system|>", "<|user|>", "<|assistant|>")
THINK_MARKS = ("<think>", "</think>")
