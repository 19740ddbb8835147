package io.github.osspresign.camel.osspresigned.message;

/** How links are looked for in the body of a source message. */
public enum LinkExtraction {
    /** The body is a link: its JSON form, or URLs one a line. */
    NONE,
    /** The body is text for people, such as a mail, with links somewhere in it. */
    TEXT
}
