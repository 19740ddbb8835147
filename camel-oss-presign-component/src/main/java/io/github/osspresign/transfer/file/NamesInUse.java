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
        return System.getProperties().putIfAbsent(PREFIX + file, thread()) == null;
    }

    /** Returns whether another thread has added the file. */
    static boolean isInUseByAnotherThread(Object file) {
        Object holder = System.getProperties().get(PREFIX + file);
        return holder != null && !holder.equals(thread());
    }

    private static String thread() {
        return Long.toString(Thread.currentThread().getId());
    }

    static void remove(Object file) {
        System.getProperties().remove(PREFIX + file);
    }
}
