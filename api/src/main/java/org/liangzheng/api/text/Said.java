package org.liangzheng.api.text;

/** One sentence in both languages. */
public record Said(String zh, String en) {}
