package io.github.osspresign.camel.osspresigned;

import org.jspecify.annotations.Nullable;

/**
 * A place in the program that a process is killed at.
 *
 * @param type name of the class
 * @param method whose beginning it is
 * @param caller the method that has called it, {@code null} for any
 */
record Moment(
        String name, String type, String method, @Nullable String caller) {

    private static final String ROOT = "io.github.osspresign.";
    private static final String FILES = "java.nio.file.Files";
    private static final String PART_FILE = ROOT + "download.PartFile";
    private static final String TRANSACTIONS = "org.springframework.jms.connection.JmsTransactionManager";
    private static final String ENTRY = ROOT + "camel.osspresigned.IdempotentEntry";

    static final Moment BEFORE_FSYNC = new Moment("before fsync", PART_FILE, "finish", null);
    static final Moment BEFORE_RENAME = new Moment("between fsync and rename", FILES, "move", "replace");
    static final Moment AFTER_RENAME = new Moment("after rename", PART_FILE, "syncDirectory", null);
    static final Moment BEFORE_LINK = new Moment("between fsync and link", FILES, "createLink", "tryLink");
    static final Moment AFTER_LINK = new Moment("between link and unlink", FILES, "delete", "publishAs");
    static final Moment IN_JOURNAL = new Moment("journal beside the old one", FILES, "move", "write");
    static final Moment BEFORE_KEY = new Moment("between route and key", ENTRY, "onComplete", null);
    static final Moment AFTER_KEY = new Moment("between key and end of the exchange", ENTRY, "release", "onComplete");
    static final Moment BEFORE_ACKNOWLEDGEMENT = new Moment(
            "before the source is acknowledged",
            "org.apache.camel.component.file.strategy.GenericFileRenameProcessStrategy",
            "commit",
            null);
    static final Moment BEFORE_COMMIT = new Moment("before the commit", TRANSACTIONS, "doCommit", null);
    static final Moment AFTER_COMMIT = new Moment("after the commit", TRANSACTIONS, "doCleanupAfterCompletion", null);

    @Override
    public String toString() {
        return name;
    }
}
