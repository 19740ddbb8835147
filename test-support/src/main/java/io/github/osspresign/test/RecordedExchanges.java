// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads and writes exchanges in the form of the folder {@code recorded}. */
public final class RecordedExchanges {

    private RecordedExchanges() {}

    /** Returns all exchanges, ordered by their ids. */
    public static List<RecordedExchange> all() throws IOException {
        URI folder = folder();
        if (!"jar".equals(folder.getScheme())) {
            return read(Path.of(folder));
        }
        try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
            return read(jar.getPath(folder.toString().replaceFirst(".*!", "")));
        }
    }

    /** The address of a file in a jar is opaque, so it is cut as a text. */
    private static URI folder() {
        String file = Objects.requireNonNull(RecordedExchanges.class.getResource("recorded/README.md"))
                .toString();
        return URI.create(file.substring(0, file.lastIndexOf('/') + 1));
    }

    /** Returns the exchanges of a folder, ordered by their ids. */
    public static List<RecordedExchange> read(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(RecordedExchanges::exchange)
                    .toList();
        }
    }

    private static RecordedExchange exchange(Path file) {
        Map<String, Object> json;
        try {
            json = JSON.std.mapFrom(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
        return new RecordedExchange(
                required(json, "id"),
                new RecordedExchange.Source(required(json, "source"), required(json, "origin"), text(json, "date")),
                new RecordedExchange.Request(
                        text(json, "signature"),
                        text(json, "place"),
                        text(json, "method"),
                        text(json, "url"),
                        texts(json, "requestHeaders"),
                        texts(json, "body")),
                new RecordedExchange.Response(
                        (Integer) json.get("status"),
                        texts(json, "responseHeaders"),
                        texts(json, "error"),
                        text(json, "rawDocument")),
                new RecordedExchange.Cause(text(json, "cause"), text(json, "causeText"), text(json, "knowable")),
                new RecordedExchange.Gaps(
                        Boolean.TRUE.equals(json.get("lineBreaksLost")), list(json, "cut"), list(json, "inferred")));
    }

    /** Writes an exchange into a folder, as a file with the name of its id. */
    public static void write(RecordedExchange exchange, Path folder) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", exchange.id());
        json.put("source", exchange.source().address());
        json.put("origin", exchange.source().origin());
        json.put("date", exchange.source().date());
        json.put("signature", exchange.request().signature());
        json.put("place", exchange.request().place());
        json.put("method", exchange.request().method());
        json.put("url", exchange.request().url());
        json.put("requestHeaders", exchange.request().headers());
        json.put("body", exchange.request().body());
        json.put("status", exchange.response().status());
        json.put("responseHeaders", exchange.response().headers());
        json.put("error", exchange.response().error());
        json.put("rawDocument", exchange.response().rawDocument());
        json.put("cause", exchange.cause().id());
        json.put("causeText", exchange.cause().text());
        json.put("knowable", exchange.cause().knowable());
        json.put("lineBreaksLost", exchange.gaps().lineBreaksLost());
        json.put("cut", exchange.gaps().cut());
        json.put("inferred", exchange.gaps().inferred());
        String text = JSON.std
                .with(JSON.Feature.PRETTY_PRINT_OUTPUT, JSON.Feature.WRITE_NULL_PROPERTIES)
                .asString(json);
        Files.writeString(folder.resolve(exchange.id() + ".json"), text + "\n");
    }

    private static String required(Map<String, Object> json, String name) {
        return Objects.requireNonNull(text(json, name), name);
    }

    private static @Nullable String text(Map<String, Object> json, String name) {
        return (String) json.get(name);
    }

    private static Map<String, String> texts(Map<String, Object> json, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (json.get(name) instanceof Map<?, ?> values) {
            values.forEach((key, value) -> texts.put((String) key, (String) value));
        }
        return texts;
    }

    private static List<String> list(Map<String, Object> json, String name) {
        return ((List<?>) Objects.requireNonNull(json.get(name), name))
                .stream().map(String.class::cast).toList();
    }
}
