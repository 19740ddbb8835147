package io.github.osspresign.transfer.file;

/**
 * The part files that this virtual machine has open, by path and by file key. They are kept in system properties, since these are all that copies
 * of this class in several class loaders share: two web applications, or an application before and after its restart.
 */
final class NamesInUse {

    private static final String PREFIX = "io.github.osspresign.part:";

    /** One for all class loaders, as every literal is, for steps that nobody else here may see half done. */
    static final Object MONITOR = PREFIX;

    private NamesInUse() {}

    /** Whether it was free. */
    static boolean add(Object file) {
        return System.getProperties().putIfAbsent(PREFIX + file, "in use") == null;
    }

    static boolean contains(Object file) {
        return System.getProperties().containsKey(PREFIX + file);
    }

    static void remove(Object file) {
        System.getProperties().remove(PREFIX + file);
    }
}
