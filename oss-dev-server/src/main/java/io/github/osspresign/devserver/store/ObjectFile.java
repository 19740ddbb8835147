// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The description of a version on disk: a properties file that names the content file, which a delete marker does not
 * have. The newer of two versions of a key has the larger sequence number.
 */
record ObjectFile(
        ObjectVersion version, long sequence, @Nullable String contentFile) {

    private static final String KEY = "key";
    private static final String VERSION = "version";
    private static final String SEQUENCE = "sequence";
    private static final String LAST_MODIFIED = "lastModified";
    private static final String CONTENT = "content";
    private static final String LENGTH = "length";
    private static final String MD5 = "md5";
    private static final String CRC64 = "crc64";
    private static final String HEADER = "header.";

    void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty(KEY, version.key());
        properties.setProperty(VERSION, version.versionId());
        properties.setProperty(SEQUENCE, Long.toString(sequence));
        properties.setProperty(LAST_MODIFIED, version.lastModified().toString());
        if (version instanceof ObjectInfo info && contentFile != null) {
            properties.setProperty(CONTENT, contentFile);
            properties.setProperty(LENGTH, Long.toString(info.digest().length()));
            properties.setProperty(MD5, info.digest().md5());
            properties.setProperty(CRC64, info.digest().crc64Text());
            info.headers().forEach((name, value) -> properties.setProperty(HEADER + name, value));
        }
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    static ObjectFile read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        String key = required(properties, KEY, file);
        String versionId = required(properties, VERSION, file);
        Instant lastModified = Instant.parse(required(properties, LAST_MODIFIED, file));
        String contentFile = properties.getProperty(CONTENT);
        ObjectVersion version = contentFile == null
                ? new DeleteMarker(key, versionId, lastModified)
                : new ObjectInfo(key, versionId, digest(properties, file), lastModified, headers(properties));
        return new ObjectFile(version, Long.parseLong(required(properties, SEQUENCE, file)), contentFile);
    }

    private static ContentDigest digest(Properties properties, Path file) throws IOException {
        return new ContentDigest(
                Long.parseLong(required(properties, LENGTH, file)),
                required(properties, MD5, file),
                Long.parseUnsignedLong(required(properties, CRC64, file)));
    }

    private static Map<String, String> headers(Properties properties) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(HEADER)) {
                headers.put(name.substring(HEADER.length()), properties.getProperty(name));
            }
        }
        return headers;
    }

    private static String required(Properties properties, String name, Path file) throws IOException {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new IOException(file + ": property " + name + " is missing");
        }
        return value;
    }
}
