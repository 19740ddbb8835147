package io.github.osspresign.camel.options;

/** Finds expressions of the Simple language in options. */
public final class SimpleExpression {

    private SimpleExpression() {}

    /** Returns the index of the first expression in a text, or a negative number if there is none. */
    public static int indexIn(String text) {
        int dollar = text.indexOf("${");
        int word = text.indexOf("$simple{");
        return dollar < 0 || word < 0 ? Math.max(dollar, word) : Math.min(dollar, word);
    }
}
