// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Sample in {@code formats}, by the version that wrote it. Samples of released versions are never changed.
 *
 * @param name version and file name, such as {@code 1.0/link-v4.json}
 */
record FormatSample(String name) {

    private static final String DIRECTORY = "formats/";

    /** Returns the names of the samples of a version. */
    static List<String> names(String version) {
        try (Stream<Path> files = Files.list(Path.of(resource(version)))) {
            return files.map(file -> version + "/" + file.getFileName())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI resource(String name) {
        try {
            return Objects.requireNonNull(FormatSample.class.getResource(DIRECTORY + name), name)
                    .toURI();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    String text() {
        try (InputStream in = Objects.requireNonNull(FormatSample.class.getResourceAsStream(DIRECTORY + name), name)) {
            return new String(in.readAllBytes(), UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the fields as a parser without knowledge of the format reads them. */
    Map<String, Object> fields() {
        try {
            return JSON.std.mapFrom(text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
