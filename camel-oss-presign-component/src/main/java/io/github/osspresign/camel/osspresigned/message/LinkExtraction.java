// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

/** Way to find links in the body of a source message. */
public enum LinkExtraction {
    /** The body is a link in its JSON form, or a list of links or URLs, one per line. */
    NONE("none"),
    /** The body is text that contains links, such as a mail. */
    TEXT("text");

    private final String optionValue;

    LinkExtraction(String optionValue) {
        this.optionValue = optionValue;
    }

    /** Returns the value of the option. */
    @Override
    public String toString() {
        return optionValue;
    }
}
