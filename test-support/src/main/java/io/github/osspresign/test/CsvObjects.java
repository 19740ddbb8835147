// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.request.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * CSV files with the columns object, row and text as objects of a dev server. The first response with the large one is slow,
 * so that a test can stop its receiver in the middle.
 */
public final class CsvObjects implements AutoCloseable {

    private static final String BUCKET = "data-bucket";
    private static final String LARGE = "data/large.csv";
    private static final int SMALL_ROWS = 20;
    private static final int LARGE_ROWS = 60_000;
    private static final String TEXT = "x".repeat(80);
    private static final int SLOW = 1024 * 1024;

    private final OssDevServer server = OssDevServer.builder().bucket(BUCKET).start();
    private final SignedLinks links = new SignedLinks(server, BUCKET, InstantSource.system());
    private final List<String> keys = new ArrayList<>();

    /** Starts a server with so many objects. */
    public CsvObjects(int objects) {
        for (int i = 1; i < objects; i++) {
            put("data/%04d.csv".formatted(i), SMALL_ROWS);
        }
        // In the middle of the list.
        keys.add(objects / 2, LARGE);
        server.putObject(BUCKET, LARGE, csv(LARGE, LARGE_ROWS));
        server.inject(new Fault.SlowDrip(SLOW), 1, CsvObjects::isForLarge);
    }

    private void put(String key, int rows) {
        keys.add(key);
        server.putObject(BUCKET, key, csv(key, rows));
    }

    private static byte[] csv(String key, int rows) {
        return IntStream.range(0, rows)
                .mapToObj(row -> key + "," + row + "," + TEXT + "\n")
                .collect(Collectors.joining())
                .getBytes(UTF_8);
    }

    private static boolean isForLarge(RecordedRequest request) {
        return request.target().contains(LARGE);
    }

    /** Returns the number of rows of all objects. */
    public int rows() {
        return (keys.size() - 1) * SMALL_ROWS + LARGE_ROWS;
    }

    /** Returns the links in their JSON form. */
    public List<String> links() {
        return keys.stream().map(this::json).toList();
    }

    private String json(String key) {
        try {
            return JSON.std.asString(Map.of("url", links.get(key), "bucket", BUCKET, "key", key, "id", key));
        } catch (IOException e) {
            throw new IllegalStateException("cannot write JSON to a string", e);
        }
    }

    /** Returns the link to an object that does not exist. */
    public String missing() {
        return json("data/missing.csv");
    }

    /** Writes a list with one link a line. */
    public Path writeList(Path file) throws IOException {
        return Files.write(file, links());
    }

    /** Returns whether a journal shows that a part of the large object is in the folder. */
    public static boolean isPartIn(Path folder) {
        return Files.exists(folder.resolve(LARGE + ".part.json"));
    }

    /** Returns the rows of the files in the folder. */
    public static List<String> rowsIn(Path folder) throws IOException {
        List<String> rows = new ArrayList<>();
        for (Path file : filesIn(folder)) {
            rows.addAll(Files.readAllLines(file));
        }
        return rows;
    }

    /** Returns the complete files in the folder. */
    public static List<Path> filesIn(Path folder) throws IOException {
        Path data = folder.resolve(LARGE).getParent();
        try (Stream<Path> files = Files.exists(data) ? Files.list(data) : Stream.empty()) {
            return files.filter(file -> file.getFileName().toString().endsWith(".csv"))
                    .toList();
        }
    }

    /** Returns the number of requests. */
    public int requests() {
        return server.requests().size();
    }

    /** Returns the bytes of the large object that its last receiver did not fetch again. */
    public long resumedBytes() {
        return server.requests().stream()
                .filter(CsvObjects::isForLarge)
                .flatMap(request -> request.headers().getOrDefault("Range", List.of()).stream())
                .map(range -> range.replaceAll("bytes=(\\d+)-.*", "$1"))
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        server.close();
    }
}
