// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory to download to, and everything round it, which has to stay as it is. */
public final class Sandbox {

    private final Path parent;
    private final Path inside;
    private final Path outside;
    private final Map<String, String> before;

    public Sandbox(Path parent) throws IOException {
        this.parent = parent;
        this.inside = Files.createDirectory(parent.resolve("inside"));
        this.outside = Files.createDirectory(parent.resolve("outside"));
        Files.createDirectory(parent.resolve("inside2"));
        Files.writeString(outside.resolve("victim.txt"), "precious");
        this.before = around();
    }

    public Path inside() {
        return inside;
    }

    public Path outside() {
        return outside;
    }

    /**
     * Nothing round the directory has changed, and there is no file in it but that one; it is empty afterwards.
     *
     * @param file {@code null} where there must be none
     */
    public void assertHolds(String reason, @Nullable Path file) throws IOException {
        assertThat(around()).as(reason).isEqualTo(before);
        try (Stream<Path> all = Files.walk(inside)) {
            Stream<Path> files = all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
            if (file == null) {
                assertThat(files).as(reason).isEmpty();
            } else {
                assertThat(files).as(reason).containsExactly(file);
                assertThat(file.toRealPath()).as(reason).startsWith(inside.toRealPath());
                assertThat(file).as(reason).isRegularFile().hasContent("abc");
            }
        }
        clear();
    }

    private void clear() throws IOException {
        try (Stream<Path> all = Files.walk(inside)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(inside)) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Returns the files beside the directory; links are not followed. */
    private Map<String, String> around() throws IOException {
        Map<String, String> around = new TreeMap<>();
        try (Stream<Path> all = Files.walk(parent)) {
            all.filter(path -> !path.startsWith(inside)).forEach(path -> around.put(path.toString(), content(path)));
        }
        return around;
    }

    private static String content(Path path) {
        try {
            if (Files.isSymbolicLink(path)) {
                return "-> " + Files.readSymbolicLink(path);
            }
            return Files.isDirectory(path) ? "a folder" : Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
