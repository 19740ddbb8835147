// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The description of a bucket on disk: a properties file in its directory. */
final class BucketFile {

    private static final String NAME = "bucket.properties";
    private static final String CREATED_AT = "createdAt";
    private static final String SETTING = "setting.";

    private BucketFile() {}

    /** Replaces the description atomically, by way of a staging file. */
    static void write(Path directory, Path staging, BucketInfo info) throws IOException {
        Properties properties = new Properties();
        properties.setProperty(CREATED_AT, info.createdAt().toString());
        info.settings().forEach((name, value) -> properties.setProperty(SETTING + name, value));
        try (Writer writer = Files.newBufferedWriter(staging)) {
            properties.store(writer, null);
        }
        Files.move(staging, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    static boolean exists(Path directory) {
        return Files.exists(directory.resolve(NAME));
    }

    /** Reads the description in a directory. */
    static BucketInfo read(Path directory) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(directory.resolve(NAME))) {
            properties.load(reader);
        }
        String createdAt = properties.getProperty(CREATED_AT);
        if (createdAt == null) {
            throw new IOException(directory.resolve(NAME) + ": property " + CREATED_AT + " is missing");
        }
        Map<String, String> settings = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(SETTING)) {
                settings.put(name.substring(SETTING.length()), properties.getProperty(name));
            }
        }
        return new BucketInfo(directory.getFileName().toString(), Instant.parse(createdAt), settings);
    }

    static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(NAME));
    }
}
