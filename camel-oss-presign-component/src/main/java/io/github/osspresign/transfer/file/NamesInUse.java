package io.github.osspresign.transfer.file;

/**
 * Part files that this virtual machine has open, by path and by file key. They are kept in system properties, because
 * only these are shared by copies of this class in several class loaders: two web applications, or an application
 * before and after its restart.
 */
final class NamesInUse {

    private static final String PREFIX = "io.github.osspresign.part:";

    /**
     * Monitor shared by all class loaders, because string literals are interned. It guards steps that no other thread
     * may see half done.
     */
    static final Object MONITOR = PREFIX;

    private NamesInUse() {}

    /**
     * Adds a file.
     *
     * @return whether it was not in use
     */
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
