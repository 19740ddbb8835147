// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** JDKs of this machine. */
public final class Jdks {

    private static final Path DIRECTORY = Path.of("/usr/lib/jvm");

    private Jdks() {}

    /** Returns the directory of a JDK, {@code null} if this machine has none of the version. */
    public static @Nullable Path find(int version) throws IOException {
        if (Runtime.version().feature() == version) {
            return Path.of(System.getProperty("java.home"));
        }
        try (Stream<Path> jdks = Files.isDirectory(DIRECTORY) ? Files.list(DIRECTORY) : Stream.empty()) {
            return jdks.filter(jdk -> jdk.getFileName().toString().contains(Integer.toString(version)))
                    .filter(jdk -> Files.isExecutable(jdk.resolve("bin/java")))
                    .findFirst()
                    .orElse(null);
        }
    }
}
