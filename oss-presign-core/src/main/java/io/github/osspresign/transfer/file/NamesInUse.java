// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.oss.syntax.Sha256;
import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/**
 * Part files that this virtual machine has open, by path and by file key. They are kept in system properties, because
 * only these are shared by copies of this class in several class loaders: two web applications, or an application
 * before and after its restart.
 */
final class NamesInUse {

    private static final String PREFIX = "io.github.osspresign.part:";

    /** Number of uses so far, of this class and its copies, which distinguishes each from all others. */
    private static final String USES = "io.github.osspresign.parts";

    private NamesInUse() {}

    /** Use of a file, which ends when it is closed. */
    record Use(String file, String user) implements Closeable {

        private static Use of(Object file) {
            // Names of files may be those of customers, and an application may print its system properties.
            return new Use(PREFIX + Sha256.hex(file.toString()), next());
        }

        @Override
        public void close() {
            // A later use of the same key is left alone.
            System.getProperties().remove(file, user);
        }
    }

    private static String next() {
        return (String) System.getProperties()
                .merge(USES, "1", (uses, one) -> Long.toString(Long.parseLong((String) uses) + 1));
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
