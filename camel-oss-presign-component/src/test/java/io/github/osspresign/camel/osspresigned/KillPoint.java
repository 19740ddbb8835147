package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.osspresigned.idempotent.IdempotentEntry;
import io.github.osspresign.transfer.file.PartFile;
import org.jspecify.annotations.Nullable;

/**
 * Method at whose start a process is killed.
 *
 * @param type class name
 * @param method method name
 * @param caller calling method, or {@code null} for any
 */
record KillPoint(
        String name, String type, String method, @Nullable String caller) {

    private static final String FILES = "java.nio.file.Files";
    private static final String PART_FILE = PartFile.class.getName();
    private static final String TRANSACTIONS = "org.springframework.jms.connection.JmsTransactionManager";
    private static final String ENTRY = IdempotentEntry.class.getName();

    static final KillPoint BEFORE_FSYNC = new KillPoint("before fsync", PART_FILE, "finish", null);
    static final KillPoint BEFORE_RENAME = new KillPoint("between fsync and rename", FILES, "move", "replace");
    static final KillPoint AFTER_RENAME = new KillPoint("after rename", PART_FILE, "syncDirectory", null);
    static final KillPoint BEFORE_LINK = new KillPoint("between fsync and link", FILES, "createLink", "tryLink");
    static final KillPoint AFTER_LINK = new KillPoint("between link and unlink", FILES, "delete", "publishAs");
    static final KillPoint IN_JOURNAL = new KillPoint("journal beside the old one", FILES, "move", "write");
    static final KillPoint BEFORE_KEY = new KillPoint("between route and key", ENTRY, "onComplete", null);
    static final KillPoint AFTER_KEY =
            new KillPoint("between key and end of the exchange", ENTRY, "release", "onComplete");
    static final KillPoint BEFORE_ACKNOWLEDGEMENT = new KillPoint(
            "before the source is acknowledged",
            "org.apache.camel.component.file.strategy.GenericFileRenameProcessStrategy",
            "commit",
            null);
    static final KillPoint BEFORE_COMMIT = new KillPoint("before the commit", TRANSACTIONS, "doCommit", null);
    static final KillPoint AFTER_COMMIT =
            new KillPoint("after the commit", TRANSACTIONS, "doCleanupAfterCompletion", null);

    @Override
    public String toString() {
        return name;
    }
}
