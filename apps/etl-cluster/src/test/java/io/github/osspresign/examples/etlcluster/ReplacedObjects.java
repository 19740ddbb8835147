// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import io.github.osspresign.devserver.OssDevServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** Objects that are replaced again and again, each time with a link. Every fifth gets an earlier content back each time. */
final class ReplacedObjects implements AutoCloseable {

    private static final int TWO_CONTENTS = 5;

    private final OssDevServer server;
    private final Links links;
    private final Signer signer;
    private final Sender sender;
    private final int[] replacements;
    private final Set<String> withoutLink = new HashSet<>();

    /**
     * Differences of the table from what it must contain.
     *
     * @param doubled rows that are there more than once
     * @param missing rows that are not there
     * @param stale objects with other rows than those of their last link
     */
    record Differences(int doubled, int missing, int stale) {}

    ReplacedObjects(int number, OssDevServer server, Configuration configuration) throws Exception {
        this.server = server;
        this.links = Links.of(server);
        this.signer = Supplier.signer(server);
        this.sender = new Sender(configuration);
        this.replacements = new int[number];
    }

    Signer signer() {
        return signer;
    }

    List<Integer> all() {
        return IntStream.range(0, replacements.length).boxed().toList();
    }

    static String key(int object) {
        return "readings-%06d.zip".formatted(object);
    }

    private static int ofName(String name) {
        return Integer.parseInt(name.replaceAll("\\D", ""));
    }

    private List<String> rows(int object) {
        int version = object % TWO_CONTENTS == 0 ? replacements[object] % 2 : replacements[object];
        return Sample.rows(object, 1 + version);
    }

    /** Stores or replaces objects, and sends a link to each. */
    void replace(Collection<Integer> objects) throws ExecutionException {
        for (int object : objects) {
            replacements[object]++;
            server.putObject(Sample.BUCKET, key(object), Sample.zip(rows(object)));
        }
        objects.forEach(object -> sender.send(links.get(key(object))));
        sender.flush();
    }

    /** Replaces objects of the table by their names in it. */
    void replaceNamed(Collection<String> names) throws ExecutionException {
        replace(names.stream().map(ReplacedObjects::ofName).toList());
    }

    boolean isSent(int object) {
        return replacements[object] > 0;
    }

    /** Sends a record without a link. */
    void sendWithoutLink() throws ExecutionException {
        String key = "no-link-" + withoutLink.size();
        withoutLink.add(key);
        sender.send(key, "no link");
        sender.flush();
    }

    /** Returns the keys of the records without a link. */
    Set<String> withoutLink() {
        return withoutLink;
    }

    int links() {
        return IntStream.of(replacements).sum() + withoutLink.size();
    }

    Differences differences(DataSource database) throws SQLException {
        Map<Integer, List<String>> found = read(database);
        int doubled = 0;
        int missing = 0;
        int stale = 0;
        for (int object : all()) {
            if (replacements[object] == 0) {
                continue;
            }
            List<String> rows = found.getOrDefault(object, List.of());
            Set<String> different = new HashSet<>(rows);
            List<String> expected = new ArrayList<>();
            for (String row : rows(object)) {
                expected.add((expected.size() + 1) + "," + row);
            }
            doubled += rows.size() - different.size();
            missing += Math.max(0, expected.size() - different.size());
            stale += expected.containsAll(different) ? 0 : 1;
        }
        return new Differences(doubled, missing, stale);
    }

    private static Map<Integer, List<String>> read(DataSource database) throws SQLException {
        Map<Integer, List<String>> found = new HashMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select object, concat_ws(',', line, meter, day, kwh) from reading")) {
            while (row.next()) {
                found.computeIfAbsent(ofName(row.getString(1)), object -> new ArrayList<>())
                        .add(row.getString(2));
            }
        }
        return found;
    }

    @Override
    public void close() {
        sender.close();
        signer.close();
    }
}
