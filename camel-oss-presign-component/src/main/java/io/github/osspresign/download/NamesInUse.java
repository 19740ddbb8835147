package io.github.osspresign.download;

import java.nio.file.Path;

/**
 * The part files that this virtual machine has open. They are kept in system properties, since these are all that copies
 * of this class in several class loaders share: two web applications, or an application before and after its restart.
 */
final class NamesInUse {

    private static final String PREFIX = "io.github.osspresign.part:";

    private NamesInUse() {}

    /** Whether the file was free. */
    static boolean add(Path file) {
        return System.getProperties().putIfAbsent(PREFIX + file, "in use") == null;
    }

    static void remove(Path file) {
        System.getProperties().remove(PREFIX + file);
    }
}
