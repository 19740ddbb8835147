// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON of a policy into maps, lists and texts. Numbers and literals stay texts. */
final class PolicyText {

    /** A policy has objects and lists in a list, and lists in these. */
    private static final int MAX_DEPTH = 8;

    private final String text;
    private int position;

    private PolicyText(String text) {
        this.text = text;
    }

    /**
     * Returns the value of a text.
     *
     * @throws IllegalArgumentException if the text is no JSON; the message says where it ends to be
     */
    static Object read(String text) {
        PolicyText json = new PolicyText(text);
        Object value = json.value(0);
        if (json.next() != 0) {
            throw json.unexpected();
        }
        return value;
    }

    private Object value(int depth) {
        char first = next();
        if (depth > MAX_DEPTH || first == 0) {
            throw unexpected();
        }
        return switch (first) {
            case '{' -> object(depth);
            case '[' -> list(depth);
            case '"' -> string();
            default -> literal();
        };
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        position++;
        while (next() != '}') {
            String name = next() == '"' ? string() : "";
            require(':');
            members.put(name, value(depth + 1));
            if (next() != '}') {
                require(',');
            }
        }
        position++;
        return members;
    }

    private List<Object> list(int depth) {
        List<Object> elements = new ArrayList<>();
        position++;
        while (next() != ']') {
            elements.add(value(depth + 1));
            if (next() != ']') {
                require(',');
            }
        }
        position++;
        return elements;
    }

    private String string() {
        int start = ++position;
        while (position < text.length() && text.charAt(position) != '"') {
            position += text.charAt(position) == '\\' ? 2 : 1;
        }
        if (position >= text.length()) {
            throw unexpected();
        }
        return ServiceResponse.unescapedString(text.substring(start, position++));
    }

    private String literal() {
        int start = position;
        while (position < text.length()
                && "{}[],:\"".indexOf(text.charAt(position)) < 0
                && !Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        if (start == position) {
            throw unexpected();
        }
        return text.substring(start, position);
    }

    private void require(char expected) {
        if (next() != expected) {
            throw unexpected();
        }
        position++;
    }

    /** Returns the next character that is no blank, 0 at the end. */
    private char next() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position < text.length() ? text.charAt(position) : 0;
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException(
                "no JSON from character " + (Math.min(position, text.length()) + 1) + " on");
    }
}
