// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.kill;

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
    private static final String UNPUBLISHED_FILE = PartFile.class.getPackageName() + ".UnpublishedFile";
    private static final String UNIQUE_FILE = PartFile.class.getPackageName() + ".UniqueFile";
    private static final String DIRECTORY_ENTRIES = PartFile.class.getPackageName() + ".DirectoryEntries";
    private static final String TRANSACTIONS = "org.springframework.jms.connection.JmsTransactionManager";
    private static final String ENTRY = IdempotentEntry.class.getName();

    static final KillPoint IN_UNIQUE_FILE = new KillPoint("empty file of a small object", UNIQUE_FILE, "written", null);
    static final KillPoint BEFORE_RENAME = new KillPoint("between fsync and rename", FILES, "move", "move");
    static final KillPoint AFTER_RENAME = new KillPoint("after rename", DIRECTORY_ENTRIES, "flush", "publish");
    static final KillPoint BEFORE_LINK = new KillPoint("between fsync and link", FILES, "createLink", "publishAs");
    static final KillPoint AFTER_LINK = new KillPoint("between link and unlink", FILES, "deleteIfExists", "deleteName");
    static final KillPoint LARGE_BEFORE_FSYNC = new KillPoint("large, before fsync", PART_FILE, "finish", null);
    static final KillPoint LARGE_BEFORE_RENAME =
            new KillPoint("large, between fsync and rename", UNPUBLISHED_FILE, "move", "replace");
    static final KillPoint LARGE_BEFORE_LINK =
            new KillPoint("large, between fsync and link", FILES, "createLink", "publishAs");
    static final KillPoint LARGE_AFTER_LINK =
            new KillPoint("large, between link and unlink", FILES, "deleteIfExists", "deleteName");
    static final KillPoint IN_JOURNAL = new KillPoint("large, journal beside the old one", FILES, "move", "write");
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

    /** Returns whether only objects that come through the part file reach this point. */
    boolean isForLargeObjects() {
        return name.startsWith("large");
    }

    /** Returns whether only files that must not replace others reach this point. */
    boolean isForLinks() {
        return name.contains("link");
    }

    @Override
    public String toString() {
        return name;
    }
}
