// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import java.io.Closeable;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Part files that this virtual machine has open, by path and by file key. They are kept in system properties, because
 * only these are shared by copies of this class in several class loaders: two web applications, or an application
 * before and after its restart.
 */
final class NamesInUse {

    private static final String PREFIX = "io.github.osspresign.part:";
    /** Distinguishes the uses of this class from those of its copies. */
    private static final String COPY = Long.toHexString(new Random().nextLong());

    private static final AtomicLong COUNTER = new AtomicLong();

    private NamesInUse() {}

    /** Use of a file, which ends when it is closed. */
    record Use(String file, String user) implements Closeable {

        private static Use of(Object file) {
            return new Use(PREFIX + file, COPY + "-" + COUNTER.incrementAndGet());
        }

        @Override
        public void close() {
            // A later use of the same key is left alone.
            System.getProperties().remove(file, user);
        }
    }

    /** Uses a file; returns {@code null} if it is in use. */
    static @Nullable Use tryUse(Object file) {
        Use use = Use.of(file);
        return System.getProperties().putIfAbsent(use.file(), use.user()) == null ? use : null;
    }

    /** Uses a file that was just made. What is in use under its key is a file that is being closed and had the key before. */
    static Use useNew(Object file) {
        Use use = Use.of(file);
        System.getProperties().put(use.file(), use.user());
        return use;
    }
}
