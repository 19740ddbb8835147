package io.github.osspresign.camel.osspresigned.message;

/** Way to find links in the body of a source message. */
public enum LinkExtraction {
    /** The body is a link in its JSON form, or a list of links or URLs, one per line. */
    NONE,
    /** The body is text that contains links, such as a mail. */
    TEXT
}
