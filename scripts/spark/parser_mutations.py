"""Makes wrong and nearly wrong statements from right ones, the same ones for the same seed.

A mutation is `[base, start, end, text]`: the statement number `base` with what stands between two offsets replaced.
"""

import random
import re

TOKEN = re.compile(r"'(?:[^'\\]|\\.|'')*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|\d+(?:\.\d+)?\w*|\w+|[<>=!|]=?>?|\S")
# Statements that are no queries have a parser of their own.
STARTS = {"SELECT", "WITH", "FROM", "VALUES", "TABLE", "("}
NO_QUERY = re.compile(r"\b(insert|overwrite|transform|reduce|map|using\s*')\b", re.IGNORECASE)


def mutations(statements, count, seed):
    """`count` different mutations of the statements that are queries in plain ASCII."""
    chance = random.Random(seed)
    bases = [(i, text) for i, text in enumerate(statements) if text.isascii() and is_query(text)]
    words = sorted({token for _, text in bases for token in TOKEN.findall(text) if len(token) < 20})
    seen = set(statements)
    made = []
    while len(made) < count:
        base, text = chance.choice(bases)
        start, end, new = change(text, words, chance)
        mutated = text[:start] + new + text[end:]
        if mutated in seen or not is_query(mutated) or not mutated.strip():
            continue
        seen.add(mutated)
        made.append((base, start, end, new, mutated))
    return made


def is_query(text):
    first = TOKEN.search(text)
    return first is not None and first.group().upper() in STARTS and not NO_QUERY.search(text)


def change(text, words, chance):
    tokens = list(TOKEN.finditer(text))
    token = chance.choice(tokens)
    kind = chance.choice(["delete", "replace", "replace", "insert", "insert", "double", "swap", "cut"])
    if kind == "delete":
        return token.start(), token.end(), ""
    if kind == "replace":
        return token.start(), token.end(), chance.choice(words)
    if kind == "insert":
        return token.start(), token.start(), chance.choice(words) + " "
    if kind == "double":
        return token.end(), token.end(), " " + token.group()
    if kind == "cut":
        return token.start(), len(text), ""
    at = tokens.index(token)
    if at + 1 == len(tokens):
        return token.start(), token.end(), ""
    after = tokens[at + 1]
    between = text[token.end() : after.start()]
    return token.start(), after.end(), after.group() + (between or " ") + token.group()
