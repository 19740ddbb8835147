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

/** The description of one object on disk: a properties file that names the file with the content. */
record ObjectFile(ObjectInfo info, String contentFile) {

    private static final String HEADER = "header.";

    void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("key", info.key());
        properties.setProperty("content", contentFile);
        properties.setProperty("length", Long.toString(info.digest().length()));
        properties.setProperty("md5", info.digest().md5());
        properties.setProperty("crc64", info.digest().crc64Text());
        properties.setProperty("lastModified", info.lastModified().toString());
        info.headers().forEach((name, value) -> properties.setProperty(HEADER + name, value));
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    static ObjectFile read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(HEADER)) {
                headers.put(name.substring(HEADER.length()), properties.getProperty(name));
            }
        }
        ContentDigest digest = new ContentDigest(
                Long.parseLong(required(properties, "length", file)),
                required(properties, "md5", file),
                Long.parseUnsignedLong(required(properties, "crc64", file)));
        ObjectInfo info = new ObjectInfo(
                required(properties, "key", file),
                digest,
                Instant.parse(required(properties, "lastModified", file)),
                headers);
        return new ObjectFile(info, required(properties, "content", file));
    }

    private static String required(Properties properties, String name, Path file) throws IOException {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new IOException(file + ": expected a property " + name + " but there is none");
        }
        return value;
    }
}
